package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Datagrams through the packaged program. */
class UdpIT {
    private static final int[] SIZES = {1, 512, 1_472, 4_000};

    @RegisterExtension final Programs programs = new Programs();

    @Test
    void aForwarderTakesDatagramsToItsTargets() throws IOException {
        try (DatagramEcho first = new DatagramEcho();
                DatagramEcho second = new DatagramEcho()) {
            Gost gost =
                    programs.start(
                            "-L",
                            "udp://127.0.0.1:0/127.0.0.1:%d,127.0.0.1:%d"
                                    .formatted(first.port(), second.port()));
            for (int i = 0; i < 4; i++) {
                expectEcho(gost.address("service-0"), SIZES);
            }
        }
    }

    @Test
    void aTargetThatComesLateIsReachedFromTheSameSession() throws IOException {
        int port;
        try (DatagramEcho gone = new DatagramEcho()) {
            port = gone.port();
        }
        Gost gost =
                programs.start(
                        "-L", "udp://127.0.0.1:0/127.0.0.1:%d?keepalive=true".formatted(port));
        try (DatagramSocket client = connect(gost.address("service-0"))) {
            send(client, new byte[] {1});
            send(client, new byte[] {2});
            try (DatagramEcho late = new DatagramEcho(port)) {
                assertThat(late.port()).isEqualTo(port);
                byte[] reply = ask(client, new byte[] {3});
                while (reply[0] != 3) {
                    // The others were slow enough to find the target there.
                    reply = receive(client);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5",
                "socks5?relay=udp",
                "socks5 socks5",
                "socks5 socks5?relay=udp",
                "relay",
                "relay+mtls",
                "socks5+tls relay",
                "socks5+ws socks5+tls relay+mtls"
            })
    void datagramsPassThroughProxies(String route) throws IOException {
        try (DatagramEcho target = new DatagramEcho()) {
            List<String> arguments = new ArrayList<>(List.of("-L", forward(target)));
            for (String scheme : route.split(" ", -1)) {
                String protocol = scheme.split("\\?", 2)[0];
                Gost proxy = programs.start("-L", protocol + "://127.0.0.1:0?udp=true&bind=true");
                arguments.add("-F");
                arguments.add(node(scheme, proxy));
            }
            Gost entry = programs.start(arguments.toArray(String[]::new));
            expectEcho(entry.address("service-0"), SIZES);
            expectEcho(entry.address("service-0"), 60_000);
        }
    }

    @Tag("interop")
    @ParameterizedTest
    @CsvSource({
        "true, socks5",
        "false, socks5",
        "true, socks5?relay=udp",
        "false, socks5?relay=udp",
        "true, relay",
        "false, relay"
    })
    void datagramsPassBetweenOursAndTheReference(boolean oursFirst, String scheme)
            throws IOException {
        String reference = System.getenv("GOST_REFERENCE");
        assumeTrue(reference != null, "GOST_REFERENCE names no program");
        Path first = oursFirst ? Programs.gost() : Path.of(reference);
        Path second = oursFirst ? Path.of(reference) : Programs.gost();
        try (DatagramEcho target = new DatagramEcho()) {
            String protocol = scheme.split("\\?", 2)[0];
            Gost proxy =
                    programs.start(second, "-L", protocol + "://127.0.0.1:0?udp=true&bind=true");
            Gost entry = programs.start(first, "-L", forward(target), "-F", node(scheme, proxy));
            expectEcho(entry.address("service-0"), SIZES);
        }
    }

    private static String forward(DatagramEcho target) {
        return "udp://127.0.0.1:0/127.0.0.1:%d?keepalive=true&ttl=1m".formatted(target.port());
    }

    private static String node(String scheme, Gost proxy) {
        int query = scheme.indexOf('?');
        String protocol = query < 0 ? scheme : scheme.substring(0, query);
        String keys = query < 0 ? "" : scheme.substring(query);
        return protocol + "://127.0.0.1:" + proxy.address("service-0").getPort() + keys;
    }

    private static void expectEcho(InetSocketAddress service, int... sizes) throws IOException {
        try (DatagramSocket client = connect(service)) {
            for (int size : sizes) {
                byte[] payload = new byte[size];
                new Random(size).nextBytes(payload);
                assertThat(ask(client, payload)).isEqualTo(payload);
            }
        }
    }

    private static DatagramSocket connect(InetSocketAddress service) throws IOException {
        DatagramSocket client =
                new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        client.connect(service);
        client.setSoTimeout(20_000);
        return client;
    }

    private static byte[] ask(DatagramSocket client, byte[] payload) throws IOException {
        send(client, payload);
        return receive(client);
    }

    private static byte[] receive(DatagramSocket client) throws IOException {
        DatagramPacket reply = new DatagramPacket(new byte[65_535], 65_535);
        client.receive(reply);
        byte[] bytes = new byte[reply.getLength()];
        System.arraycopy(reply.getData(), 0, bytes, 0, bytes.length);
        return bytes;
    }

    private static void send(DatagramSocket client, byte[] payload) throws IOException {
        client.send(new DatagramPacket(payload, payload.length));
    }
}
