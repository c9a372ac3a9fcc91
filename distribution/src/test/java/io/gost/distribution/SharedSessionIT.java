package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** What becomes of a shared session when the program at its other end does not answer or dies. */
class SharedSessionIT {
    private static final byte[] FEW = {1, 2, 3};

    @RegisterExtension final Programs programs = new Programs();

    /** Of the carriers, only quic takes silence for death and ends the tunnels from before it. */
    @ParameterizedTest
    @CsvSource({
        "socks5+mtcp://%s:%d?notls=true, false",
        "socks5+mtcp://%s:%d?notls=true&mux.type=yamux, false",
        "http+mtls://%s:%d?mux.version=2, false",
        "relay+mws://%s:%d?nodelay=true, false",
        "http+quic://%s:%d?, true"
    })
    void requestsFailInTimeAndWorkAgainOnceTheServerDoes(String scheme, boolean tunnelsMayEnd)
            throws Exception {
        try (Server target = Server.echo()) {
            Gost server = programs.start("-L", scheme.formatted("127.0.0.1", 0));
            int port = server.address("service-0").getPort();
            InetSocketAddress proxy = client(scheme.formatted("127.0.0.1", port));
            Await.until("first tunnel", () -> passes(proxy, target));
            try (Socket held = Tunnel.SOCKS5.open(proxy, target.address())) {
                signal("STOP", server);
                Await.until("server stopped", () -> Proc.isStopped(server));
                assertFailsInTime(proxy, target);
                assertFailsInTime(proxy, target);
                signal("CONT", server);
                Await.until("recovery", () -> passes(proxy, target));
                assertThat(goesOn(held) || tunnelsMayEnd).isTrue();
            }

            programs.kill(server);
            assertFailsInTime(proxy, target);
            programs.start("-L", scheme.formatted("127.0.0.1", port)).address("service-0");
            Await.until("recovery", () -> passes(proxy, target));
        }
    }

    private InetSocketAddress client(String node) throws IOException {
        return programs.start("-L", "socks5://127.0.0.1:0?dialTimeout=1s", "-F", node)
                .address("service-0");
    }

    private static boolean passes(InetSocketAddress proxy, Server target) {
        try (Socket tunnel = Tunnel.SOCKS5.open(proxy, target.address())) {
            return Arrays.equals(Exchange.echo(tunnel, FEW), FEW);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** False when it has ended; one that does neither is a time-out. */
    private static boolean goesOn(Socket tunnel) throws SocketTimeoutException {
        try {
            return Arrays.equals(Exchange.echo(tunnel, FEW), FEW);
        } catch (SocketTimeoutException stuck) {
            throw stuck;
        } catch (IOException ended) {
            return false;
        }
    }

    /** The client waits longer than the dial time-out: that it hears anything is the point. */
    private static void assertFailsInTime(InetSocketAddress proxy, Server target) {
        assertThatThrownBy(() -> Tunnel.SOCKS5.open(proxy, target.address()).close())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("refused");
    }

    private static void signal(String name, Gost program) throws Exception {
        Command.Result sent = Command.of("kill", "-" + name, String.valueOf(program.pid())).run();
        assertThat(sent.status()).as(sent.err()).isZero();
    }
}
