package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Reloading the configuration while it is in use. */
class ReloadIT {

    private static final int RELOADS = 100;
    private static final int CLIENTS = 4;

    @RegisterExtension final Programs programs = new Programs();

    @TempDir private Path directory;

    private Origin origin;
    private ServerSocket echo;
    private Path file;

    @BeforeEach
    void startServers() throws Exception {
        origin = Origin.http("hello");
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serveEcho);
        file = directory.resolve("gost.yml");
    }

    @AfterEach
    void stopServers() throws Exception {
        origin.close();
        echo.close();
    }

    private void serveEcho() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try (client) {
                                        client.getInputStream()
                                                .transferTo(client.getOutputStream());
                                    } catch (IOException _) {
                                        // The client is gone.
                                    }
                                });
            } catch (IOException _) {
                // The test is over.
            }
        }
    }

    /** Two services that stay and two that are different with every number. */
    private String configuration(int number, String proxy) {
        int port = echo.getLocalPort();
        return """
        services:
        - {name: proxy-%1$d, addr: '127.0.0.1:0', handler: {type: socks5}, listener: {type: tcp}}
        - name: same-page
          addr: 127.0.0.1:0
          handler: {type: tcp}
          listener: {type: tcp}
          forwarder: {nodes: [{name: page, addr: '%2$s'}]}
        - name: same-echo
          addr: 127.0.0.1:0
          handler: {type: tcp}
          listener: {type: tcp}
          forwarder: {nodes: [{name: echo, addr: '127.0.0.1:%3$d'}]}
        - name: page
          addr: 127.0.0.1:0
          handler: {type: tcp, chain: c, metadata: {idleTimeout: 1%1$ds}}
          listener: {type: tcp, metadata: {keepalive.count: %1$d}}
          forwarder: {nodes: [{name: page-%1$d, addr: '%2$s'}]}
        - name: echo
          addr: 127.0.0.1:0
          handler: {type: tcp, chain: c}
          listener: {type: tcp, metadata: {keepalive.count: %1$d}}
          forwarder: {nodes: [{name: echo-%1$d, addr: '127.0.0.1:%3$d'}]}
        - {name: socks, addr: '127.0.0.1:0', handler: {type: socks5}, listener: {type: tcp}}
        chains:
        - name: c
          hops:
          - name: h
            nodes:
            - {name: n-%1$d, addr: '%4$s', connector: {type: socks5}, dialer: {type: tcp}}
        """
                .formatted(number, origin.hostAndPort(), port, proxy);
    }

    private void write(String text) throws IOException {
        Path fresh = Files.writeString(directory.resolve("fresh"), text);
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }

    private void reload(Gost gost, String outcome) throws Exception {
        long before = count(gost, outcome);
        assertThat(Command.of("kill", "-HUP", String.valueOf(gost.pid())).run().status()).isZero();
        Await.until(outcome, () -> count(gost, outcome) > before);
    }

    private static long count(Gost gost, String text) {
        return gost.output().stream().filter(line -> line.contains(text)).count();
    }

    /** Starts with a chain over one of its own services. */
    private Gost start() throws IOException {
        write(configuration(1, "127.0.0.1:1"));
        return programs.start("-C", file.toString());
    }

    @Test
    void clientsAndStreamsNoticeNothingOfAHundredReloadsAndNothingIsLeftOfThem() throws Exception {
        Gost gost = start();
        String proxy = "127.0.0.1:" + gost.address("socks").getPort();
        List<InetSocketAddress> pages = List.of(gost.address("same-page"), gost.address("page"));
        for (int i = 2; i < 12; i++) {
            write(configuration(i, proxy));
            reload(gost, "config reloaded");
            pages.forEach(ReloadIT::get);
        }
        Usage before = Usage.settled(gost);
        try (Clients clients = new Clients(pages);
                Stream unchanged = new Stream(gost.address("same-echo"));
                Stream changed = new Stream(gost.address("echo"))) {
            for (int i = 12; i < 12 + RELOADS; i++) {
                write(configuration(i, proxy));
                reload(gost, "config reloaded");
            }
            assertThat(clients.stop()).as("failures").isEmpty();
            assertThat(clients.answers()).isGreaterThan(RELOADS);
            unchanged.assertWhole();
            changed.assertWhole();
        }
        Await.until("no more is in use than before", () -> Usage.of(gost).isLike(before));
    }

    @Test
    void reloadsUnderNohupToo() throws Exception {
        write(configuration(1, "127.0.0.1:1"));
        Path nohup = directory.resolve("nohup.sh");
        Files.writeString(
                nohup, "#!/bin/sh\ntrap '' HUP\nexec \"%s\" \"$@\"\n".formatted(Programs.gost()));
        assertThat(nohup.toFile().setExecutable(true)).isTrue();
        Gost gost = programs.start(nohup, "-C", file.toString());
        gost.address("socks");
        write(configuration(2, "127.0.0.1:1"));
        reload(gost, "config reloaded");
    }

    @Test
    void aBrokenFileChangesNothingHoweverOftenItIsReloaded() throws Exception {
        Gost gost = start();
        InetSocketAddress page = gost.address("same-page");
        Usage before = null;
        List<String> broken =
                List.of(
                        "services: [\n",
                        "services: [{name: a, addr: ':0', handler: {type: nonsense}}]\n",
                        "services: [{name: a, addr: '%s', handler: {type: socks5}}]\n"
                                .formatted(origin.hostAndPort()));
        for (int i = 0; i < RELOADS; i++) {
            write(broken.get(i % broken.size()));
            reload(gost, "config not reloaded");
            assertThat(get(page)).isEmpty();
            if (i == 10) {
                before = Usage.settled(gost);
            }
        }
        assertThat(gost.output())
                .anyMatch(line -> line.contains("gost.yml:2:1: not valid YAML"))
                .anyMatch(
                        line ->
                                line.contains("gost.yml:1:")
                                        && line.contains("services[0].handler.type"))
                .anyMatch(line -> line.contains("service a: "));
        Usage usual = before;
        Await.until("no more is in use than before", () -> Usage.of(gost).isLike(usual));
        write(configuration(2, "127.0.0.1:1"));
        reload(gost, "config reloaded");
        assertThat(get(page)).isEmpty();
    }

    @Test
    void listenersOfDatagramsAreChangedWhileTheyAreInUse() throws Exception {
        int quic = unusedDatagramPort();
        int udp = unusedDatagramPort();
        try (DatagramEcho target = new DatagramEcho()) {
            write(datagrams(quic, udp, target.port(), 1, 100));
            Gost server = programs.start("-C", file.toString());
            String forward = "tcp://127.0.0.1:0/127.0.0.1:" + echo.getLocalPort();
            String node = "relay+quic://127.0.0.1:" + quic;
            InetSocketAddress entrance =
                    programs.start("-L", forward, "-F", node).address("service-0");
            try (Stream tunnel = new Stream(entrance)) {
                for (int i = 2; i < 7; i++) {
                    write(datagrams(quic, udp, target.port(), i, 100));
                    reload(server, "config reloaded");
                    assertThat(isAnswered(udp)).isTrue();
                    assertThat(isEchoed(entrance)).isTrue();
                }
                tunnel.assertWhole();
            }
            // The connections of before end with this, and others take their place.
            write(datagrams(quic, udp, target.port(), 7, 99));
            reload(server, "config reloaded");
            Await.until("there are tunnels again", () -> isEchoed(entrance));
            assertThat(server.output()).noneMatch(line -> line.contains("already in use"));
        }
    }

    /** Two services whose listeners are different with every number. */
    private static String datagrams(int quic, int udp, int target, int number, int streams) {
        return """
        services:
        - name: tunnels
          addr: 127.0.0.1:%1$d
          handler: {type: relay}
          listener: {type: quic, metadata: {ttl: 1%4$ds, maxStreams: %5$d}}
        - name: datagrams
          addr: 127.0.0.1:%2$d
          handler: {type: udp}
          listener: {type: udp, metadata: {ttl: 1%4$ds}}
          forwarder: {nodes: [{name: target, addr: '127.0.0.1:%3$d'}]}
        """
                .formatted(quic, udp, target, number, streams);
    }

    private static boolean isEchoed(InetSocketAddress entrance) {
        byte[] bytes = new byte[10_000];
        try (Socket tunnel = new Socket()) {
            tunnel.setSoTimeout(10_000);
            tunnel.connect(entrance, 10_000);
            return Arrays.equals(Exchange.echo(tunnel, bytes), bytes);
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isAnswered(int port) {
        try (DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            client.setSoTimeout(10_000);
            client.connect(InetAddress.getLoopbackAddress(), port);
            client.send(new DatagramPacket(new byte[] {1}, 1));
            client.receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int unusedDatagramPort() throws IOException {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks for the page on a connection of its own, and tells what went wrong. */
    private static String get(InetSocketAddress at) {
        try (Socket client = new Socket()) {
            client.setSoTimeout(10_000);
            client.connect(at, 10_000);
            client.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
            String answer = new String(client.getInputStream().readAllBytes(), ISO_8859_1);
            return answer.startsWith("HTTP/1.1 200 ") && answer.endsWith("\r\n\r\nhello")
                    ? ""
                    : "answer: " + answer;
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What a process holds, as the system sees it. */
    private record Usage(long threads, long descriptors) {
        static Usage of(Gost gost) throws IOException {
            return new Usage(Proc.threads(gost), Proc.descriptors(gost));
        }

        /** When the last connections are gone. */
        static Usage settled(Gost gost) throws IOException {
            AtomicLong last = new AtomicLong(-1);
            Await.until(
                    "nothing closes any more",
                    java.time.Duration.ofMillis(1_500),
                    () -> {
                        long now = Proc.descriptors(gost);
                        return last.getAndSet(now) == now;
                    });
            return of(gost);
        }

        boolean isLike(Usage other) {
            return threads <= other.threads * 1.02 + 1 && descriptors <= other.descriptors * 1.02;
        }
    }

    /** Clients that make new connections all the time. */
    private static final class Clients implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final AtomicLong answers = new AtomicLong();
        private final Queue<String> failures = new ConcurrentLinkedQueue<>();
        private final List<CompletableFuture<Void>> running = new ArrayList<>();

        Clients(List<InetSocketAddress> pages) {
            for (int i = 0; i < CLIENTS; i++) {
                InetSocketAddress page = pages.get(i % pages.size());
                running.add(Exchange.inBackground(() -> ask(page)));
            }
        }

        private void ask(InetSocketAddress page) {
            while (!stopped.get()) {
                String failure = get(page);
                if (failure.isEmpty()) {
                    answers.incrementAndGet();
                } else {
                    failures.add(failure);
                }
            }
        }

        Queue<String> stop() {
            stopped.set(true);
            running.forEach(CompletableFuture::join);
            return failures;
        }

        long answers() {
            return answers.get();
        }

        @Override
        public void close() {
            stop();
        }
    }

    /** A tunnel that bytes go through all the time. */
    private static final class Stream implements AutoCloseable {
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Socket socket = new Socket();
        private final CompletableFuture<Void> running;
        private long exchanged;

        Stream(InetSocketAddress at) throws IOException {
            socket.setSoTimeout(10_000);
            socket.connect(at, 10_000);
            running = Exchange.inBackground(this::exchange);
        }

        private void exchange() throws IOException {
            byte[] bytes = new byte[512];
            while (!stopped.get()) {
                java.util.Arrays.fill(bytes, (byte) exchanged);
                socket.getOutputStream().write(bytes);
                assertThat(socket.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
                exchanged++;
            }
        }

        void assertWhole() {
            stopped.set(true);
            running.join();
            assertThat(exchanged).isPositive();
        }

        @Override
        public void close() throws IOException {
            stopped.set(true);
            socket.close();
        }
    }
}
