package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.distribution.Carriers.Way;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** What becomes of shared sessions whose packets are lost without a word. */
class BlackholeIT {
    private static final String KEEPALIVE = "mux.keepaliveInterval=500ms&mux.keepaliveTimeout=4s";
    private static final String PING = "mux.type=yamux&mux.keepaliveInterval=500ms";
    private static final List<String> CARRIERS =
            List.of(
                    "socks5+mtcp?notls=true&" + KEEPALIVE,
                    "relay+mtcp?" + PING,
                    "relay+mtls?" + KEEPALIVE,
                    "http+mtls?mux.version=2&" + KEEPALIVE,
                    "relay+mws?nodelay=true&" + KEEPALIVE,
                    "socks5+mws?notls=true&" + PING,
                    "relay+mwss?mux.version=2&" + KEEPALIVE,
                    "http+quic?maxIdleTimeout=4s",
                    "relay+quic?maxIdleTimeout=4s");

    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(2);
    private static final int AT_ONCE = 3;

    @RegisterExtension final Programs programs = new Programs();
    @TempDir Path directory;

    private final List<Blackhole> holes = new ArrayList<>();

    @AfterEach
    void closeHoles() throws IOException {
        for (Blackhole hole : holes) {
            hole.close();
        }
    }

    @Test
    void requestsFailInTimeAndTheFirstAfterwardsIsAnsweredAndNothingOfALostSessionIsLeft()
            throws Exception {
        try (Server target = Server.echo()) {
            Gost server = Carriers.server(programs, CARRIERS, List.of());
            Gost client = throughHoles(server);
            List<Way> ways = Carriers.ways(client, CARRIERS);
            Map<Way, Socket> held = Carriers.tunnels(ways, target);
            long atClient = Proc.sockets(client);
            long atServer = Proc.sockets(server);

            holes.forEach(Blackhole::fallSilent);
            // The second time, sessions are new ones that cannot be opened.
            Carriers.each(severalTimes(ways), way -> assertThat(way.answers(target)).isFalse());
            Carriers.each(severalTimes(ways), way -> assertThat(way.answers(target)).isFalse());
            holes.forEach(Blackhole::comeBack);
            Carriers.each(ways, way -> assertThat(way.answers(target)).isTrue());

            Carriers.each(
                    ways, way -> assertThat(Carriers.goesOn(Carriers.of(held, way))).isFalse());
            // Of both sessions the new one is left, and of the tunnels none.
            long tunnels = CARRIERS.size();
            Await.until("client", () -> Proc.sockets(client) <= atClient - tunnels);
            Await.until("server", () -> Proc.sockets(server) <= atServer - tunnels);
        }
    }

    private Gost throughHoles(Gost server) throws IOException {
        for (int port : Carriers.ports(server, CARRIERS)) {
            holes.add(new Blackhole(new InetSocketAddress(Server.loopback(), port)));
        }
        List<Integer> ports = holes.stream().map(Blackhole::port).toList();
        return Carriers.client(programs, directory, CARRIERS, ports, DIAL_TIMEOUT);
    }

    private static List<Way> severalTimes(List<Way> ways) {
        return Collections.nCopies(AT_ONCE, ways).stream().flatMap(List::stream).toList();
    }
}
