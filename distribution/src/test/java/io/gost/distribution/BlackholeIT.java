package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What becomes of a shared session whose packets are lost without a word. */
class BlackholeIT {
    private static final byte[] FEW = {1, 2, 3};
    private static final Duration DIAL_TIMEOUT = Duration.ofSeconds(3);

    /** What a busy machine needs besides. */
    private static final Duration GRACE = Duration.ofSeconds(2);

    @RegisterExtension final Programs programs = new Programs();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "relay+mtcp://%s:%d?nodelay=true&mux.keepaliveInterval=1s&mux.keepaliveTimeout=3s",
                "socks5+mtcp://%s:%d?notls=true&mux.type=yamux&mux.keepaliveInterval=1s",
                "http+mtls://%s:%d?mux.version=2&mux.keepaliveInterval=1s&mux.keepaliveTimeout=3s",
                "relay+mws://%s:%d?nodelay=true&mux.keepaliveInterval=1s&mux.keepaliveTimeout=3s",
                "http+mwss://%s:%d?mux.keepaliveInterval=1s&mux.keepaliveTimeout=3s",
                "http+quic://%s:%d?maxIdleTimeout=3s"
            })
    void requestsFailInTimeAndNothingOfALostSessionIsLeft(String scheme) throws Exception {
        Gost server = programs.start("-L", scheme.formatted("127.0.0.1", 0));
        try (Server target = Server.echo();
                Blackhole way = new Blackhole(server.address("service-0"))) {
            Gost client =
                    programs.start(
                            "-L",
                            "socks5://127.0.0.1:0?dialTimeout=" + DIAL_TIMEOUT.toSeconds() + "s",
                            "-F",
                            scheme.formatted("127.0.0.1", way.port()));
            InetSocketAddress proxy = client.address("service-0");
            Await.until("first tunnel", () -> passes(proxy, target));
            Socket held = Tunnel.SOCKS5.open(proxy, target.address());
            long atClient = Proc.sockets(client);
            long atServer = Proc.sockets(server);

            way.fallSilent();
            failTogether(proxy, target);
            failTogether(proxy, target);

            way.comeBack();
            long back = System.nanoTime();
            Await.until("recovery", () -> passes(proxy, target));
            assertThat(Duration.ofNanos(System.nanoTime() - back))
                    .isLessThan(DIAL_TIMEOUT.plus(GRACE));
            assertThat(ends(held)).as("the tunnel of the lost session ends").isTrue();
            held.close();
            // Of both sessions the new one is left, and of the tunnels none.
            Await.until("nothing left at the client", () -> Proc.sockets(client) < atClient);
            Await.until("nothing left at the server", () -> Proc.sockets(server) < atServer);
        }
    }

    /** Several at once, each in time. */
    private static void failTogether(InetSocketAddress proxy, Server target) {
        List<CompletableFuture<Void>> requests = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            requests.add(Exchange.inBackground(() -> failsInTime(proxy, target)));
        }
        requests.forEach(CompletableFuture::join);
    }

    private static void failsInTime(InetSocketAddress proxy, Server target) {
        long before = System.nanoTime();
        assertThatThrownBy(() -> Tunnel.SOCKS5.open(proxy, target.address()).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("refused");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isLessThan(DIAL_TIMEOUT.plus(GRACE));
    }

    private static boolean passes(InetSocketAddress proxy, Server target) {
        try (Socket tunnel = Tunnel.SOCKS5.open(proxy, target.address())) {
            return Arrays.equals(Exchange.echo(tunnel, FEW), FEW);
        } catch (IOException notYet) {
            return false;
        }
    }

    private static boolean ends(Socket tunnel) {
        try {
            return tunnel.getInputStream().read() < 0;
        } catch (IOException reset) {
            return !(reset instanceof SocketTimeoutException);
        }
    }
}
