package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Carriers.Way;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What becomes of shared sessions when the program at their other end does not answer or dies. */
class SharedSessionIT {
    /** Keep-alives are as they come where requests are answered before they are promised. */
    private static final List<String> CARRIERS =
            List.of(
                    "socks5+mtcp?notls=true",
                    "relay+mtcp?mux.keepaliveInterval=500ms",
                    "relay+mtcp?mux.type=yamux",
                    "http+mtls?",
                    "relay+mtls?mux.keepaliveInterval=500ms",
                    "relay+mtls?nodelay=true&mux.version=2",
                    "http+mtls?mux.type=yamux",
                    "relay+mws?mux.keepaliveInterval=500ms",
                    "relay+mws?mux.type=yamux",
                    "socks5+mwss?notls=true",
                    "relay+mwss?mux.keepaliveInterval=500ms&mux.version=2",
                    "http+quic?",
                    "relay+quic?");

    /** One stream can fill their buffers. The first half is for clients that do not read. */
    private static final List<String> BOUNDED =
            List.of(
                    "relay+mtls?mux.maxReceiveBuffer=262144",
                    "http+mws?mux.maxReceiveBuffer=262144",
                    "socks5+mwss?notls=true&mux.maxReceiveBuffer=262144",
                    "relay+mws?mux.maxReceiveBuffer=262144",
                    "http+mtls?mux.maxReceiveBuffer=262144",
                    "relay+mwss?mux.maxReceiveBuffer=262144");

    private static final int MUCH = 1 << 20;

    /** Short where requests are to wait it out. */
    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final Duration USUAL = Duration.ofSeconds(15);

    @RegisterExtension final Programs programs = new Programs();
    @TempDir Path directory;

    /** Of the carriers, only quic takes silence for death and ends the tunnels from before it. */
    @Test
    void whileTheServerIsStoppedRequestsFailInTimeAndTheFirstAfterwardsIsAnswered()
            throws Exception {
        try (Server target = Server.echo()) {
            Gost server = Carriers.server(programs, CARRIERS, List.of());
            Gost client = client(server, CARRIERS, SHORT);
            List<Way> ways = Carriers.ways(client, CARRIERS);
            Map<Way, Socket> held = Carriers.tunnels(ways, target);
            long atClient = Proc.sockets(client);
            long atServer = Proc.sockets(server);

            signal("STOP", server);
            Await.until("server stopped", () -> Proc.isStopped(server));
            // The second time, sessions are new ones that were never answered.
            Carriers.each(ways, way -> assertThat(way.answers(target)).isFalse());
            Carriers.each(ways, way -> assertThat(way.answers(target)).isFalse());
            signal("CONT", server);
            Carriers.each(ways, way -> assertThat(way.answers(target)).isTrue());
            Carriers.each(
                    ways,
                    way ->
                            assertThat(Carriers.goesOn(Carriers.of(held, way)))
                                    .isIn(true, !way.carrier().contains("quic")));
            close(held);
            long tunnels = ways.size();
            Await.until("client", () -> Proc.sockets(client) <= atClient - tunnels);
            Await.until("server", () -> Proc.sockets(server) <= atServer - tunnels);
        }
    }

    @Test
    void afterTheServerWasKilledRequestsFailInTimeAndTheFirstToItsSuccessorIsAnswered()
            throws Exception {
        try (Server target = Server.echo()) {
            Gost server = Carriers.server(programs, CARRIERS, List.of());
            List<Integer> ports = Carriers.ports(server, CARRIERS);
            Gost client = client(server, CARRIERS, USUAL);
            List<Way> ways = Carriers.ways(client, CARRIERS);
            Map<Way, Socket> held = Carriers.tunnels(ways, target);
            long atClient = Proc.sockets(client);

            programs.kill(server);
            Carriers.each(ways, way -> assertThat(way.answers(target)).isFalse());
            Carriers.server(programs, CARRIERS, ports);
            Carriers.each(ways, way -> assertThat(way.answers(target)).isTrue());
            Carriers.each(
                    ways, way -> assertThat(Carriers.goesOn(Carriers.of(held, way))).isFalse());
            long tunnels = ways.size();
            Await.until("client", () -> Proc.sockets(client) <= atClient - tunnels);
        }
    }

    @Test
    void aStreamThatNobodyReadsHoldsUpNobodyWhoComesLater() throws Exception {
        AtomicLong sent = new AtomicLong();
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (Server target = Server.echo();
                Server source = new Server(reader -> send(reader, sent));
                Server wall = new Server(_ -> over.join())) {
            Gost server = Carriers.server(programs, BOUNDED, List.of());
            List<Way> ways = Carriers.ways(client(server, BOUNDED, USUAL), BOUNDED);
            List<Way> down = ways.subList(0, ways.size() / 2);
            List<Way> up = ways.subList(ways.size() / 2, ways.size());
            Map<Way, Socket> unread = Carriers.open(down, source);
            Map<Way, Socket> untaken = Carriers.open(up, wall);
            for (Socket tunnel : untaken.values()) {
                var _ = Exchange.inBackground(() -> send(tunnel, sent));
            }
            awaitStall(sent);
            Carriers.each(ways, way -> assertThat(way.answers(target)).isTrue());
            Carriers.each(
                    down, way -> assertThat(received(Carriers.of(unread, way))).isEqualTo(MUCH));
            close(unread);
            close(untaken);
        } finally {
            over.complete(null);
        }
    }

    private Gost client(Gost server, List<String> carriers, Duration dialTimeout)
            throws IOException {
        List<Integer> ports = Carriers.ports(server, carriers);
        return Carriers.client(programs, directory, carriers, ports, dialTimeout);
    }

    private static void send(Socket socket, AtomicLong sent) throws IOException {
        byte[] some = new byte[16 << 10];
        while (true) {
            socket.getOutputStream().write(some);
            sent.addAndGet(some.length);
        }
    }

    private static void close(Map<Way, Socket> tunnels) throws IOException {
        for (Socket tunnel : tunnels.values()) {
            tunnel.close();
        }
    }

    private static int received(Socket socket) throws IOException {
        return socket.getInputStream().readNBytes(MUCH).length;
    }

    /** Until nothing has moved for longer than a connection may be busy. */
    private static void awaitStall(AtomicLong sent) throws IOException {
        AtomicLong before = new AtomicLong();
        Await.until(
                "stall",
                Duration.ofMillis(1_500),
                () -> sent.get() > 0 && before.getAndSet(sent.get()) == sent.get());
    }

    private static void signal(String name, Gost program) throws Exception {
        Command.Result sent = Command.of("kill", "-" + name, String.valueOf(program.pid())).run();
        assertThat(sent.status()).as(sent.err()).isZero();
    }
}
