package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The traffic that GOST's metrics were recorded after, in a line protocol of our own where GOST had
 * HTTP and SOCKS5, so that the bytes of these handshakes differ.
 */
class MetricsVectorsTest extends ConfiguredServices {
    private static final Pattern HOST = Pattern.compile("host=\"[^\"]*\"");
    private static final Pattern HANDSHAKE =
            Pattern.compile("gost_service_transfer_.*service=\"dead-chain\".*");

    @Test
    void theSameTrafficGivesTheSameSeries() throws IOException {
        metrics.turnOn(0);
        Services services = start(configuration());
        assertThat(lines(services))
                .as("before any traffic")
                .containsExactly("# TYPE gost_services gauge", "gost_services{host=\"\"} 6");
        ask(services, 0, "- - " + echo(), "hello");
        exchange(services, 2, "abc");
        exchange(services, 3, "");
        ask(services, 4, "- - 127.0.0.1:1", "");
        askDatagrams(services, 5, "ping");
        services.all()
                .forEach(
                        service ->
                                Await.until(
                                        service.name() + " has no clients",
                                        () -> service.clientCount() == 0));
        List<String> wanted = recorded();
        // The last of a session of datagrams is counted behind the client's end.
        Await.until("everything is counted", () -> lines(services).size() >= wanted.size());
        List<String> seen = lines(services);
        assertThat(names(seen)).containsExactlyElementsOf(names(wanted));
        assertThat(seen).containsAll(wanted.stream().filter(l -> !l.endsWith("<v>")).toList());
    }

    private String configuration() throws IOException {
        String closed = closedPort();
        String upstream = closedPort();
        return """
        services:
        - {name: proxy, addr: '127.0.0.1:0', handler: {type: line, chain: c1}, listener: {type: tcp}}
        - {name: upstream, addr: '%s', handler: {type: line}, listener: {type: tcp}}
        - name: fwd
          addr: 127.0.0.1:0
          handler: {type: plain-forward}
          listener: {type: tcp}
          forwarder: {nodes: [{name: e, addr: '%s'}]}
        - name: dead-target
          addr: 127.0.0.1:0
          handler: {type: plain-forward}
          listener: {type: tcp}
          forwarder: {nodes: [{name: d, addr: '%s'}]}
        - {name: dead-chain, addr: '127.0.0.1:0', handler: {type: line, chain: c2}, listener: {type: tcp}}
        - name: ufwd
          addr: 127.0.0.1:0
          handler: {type: plain-forward}
          listener: {type: plain-udp, metadata: {ttl: 100ms}}
          forwarder: {nodes: [{name: u, addr: '%s'}]}
        chains:
        - name: c1
          hops: [{name: h1, nodes: [{name: n1, addr: '%s', connector: {type: line}}]}]
        - name: c2
          hops: [{name: h2, nodes: [{name: n2, addr: '%s', connector: {type: line}}]}]
        """
                .formatted(upstream, echo(), closed, datagramEcho(), upstream, closed);
    }

    /** What GOST printed, without what needs recorders and without the handshakes' bytes. */
    private static List<String> recorded() throws IOException {
        try (InputStream in =
                MetricsVectorsTest.class.getResourceAsStream("/vectors/metrics.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.replace("# TYPE ", "").startsWith("gost_"))
                    .filter(line -> !line.contains("gost_recorder_"))
                    .map(line -> HOST.matcher(line).replaceAll("host=\"\""))
                    .map(line -> HANDSHAKE.matcher(line).matches() ? masked(line) : line)
                    .toList();
        }
    }

    /** What we print, without what GOST does not have. */
    private static List<String> lines(Services services) {
        StringBuilder text = new StringBuilder();
        try {
            services.writeMetrics(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString()
                .lines()
                .filter(line -> line.replace("# TYPE ", "").startsWith("gost_"))
                .filter(
                        line ->
                                Stream.of("gost_hop_", "gost_node_", "_status")
                                        .noneMatch(line::contains))
                .map(line -> HOST.matcher(line).replaceAll("host=\"\""))
                .toList();
    }

    private static List<String> names(List<String> lines) {
        return lines.stream().map(line -> line.startsWith("#") ? line : masked(line)).toList();
    }

    private static String masked(String line) {
        return line.substring(0, line.lastIndexOf(' ')) + " <v>";
    }

    private static void askDatagrams(Services services, int index, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            client.setSoTimeout(10_000);
            client.send(new DatagramPacket(bytes, bytes.length, bound(services, index)));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            client.receive(answer);
            assertThat(Arrays.copyOf(answer.getData(), answer.getLength())).isEqualTo(bytes);
        }
    }

    private static String closedPort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + server.getLocalPort();
        }
    }
}
