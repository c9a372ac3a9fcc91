package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * What becomes of a shared session, held by a tunnel, when its listener changes, goes and returns.
 */
class SharedSessionReloadIT {
    private static final byte[] FEW = {1, 2, 3};

    @RegisterExtension final Programs programs = new Programs();

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({"mtls, smux", "mtcp, smux", "mws, yamux", "mtcp, yamux"})
    void clientsAreServedOnWhileTheListenerChangesAndAgainWhenItReturns(
            String listener, String multiplexer) throws Exception {
        int port = freePort();
        write(service(listener, multiplexer, port, 1));
        Gost server = programs.start("-C", directory.resolve("gost.yml").toString());
        server.address("far");
        InetSocketAddress proxy = client(listener, multiplexer, port);
        try (Server target = Server.echo()) {
            Await.until("first tunnel", () -> passes(proxy, target));
            changesUnderATunnel(listener, multiplexer, server, proxy, target);
        }
    }

    private void changesUnderATunnel(
            String listener,
            String multiplexer,
            Gost server,
            InetSocketAddress proxy,
            Server target)
            throws Exception {
        int port = server.address("far").getPort();
        try (Socket held = Tunnel.SOCKS5.open(proxy, target.address())) {
            for (int i = 2; i < 6; i++) {
                reload(server, service(listener, multiplexer, port, i));
                assertPasses(proxy, target);
            }
            assertGoesOn(held);

            reload(server, "");
            Await.until("nobody listens", () -> !passes(proxy, target));
            assertThat(passes(proxy, target)).isFalse();
            assertGoesOn(held);

            reload(server, service(listener, multiplexer, port, 6));
            Await.until("it is back", () -> passes(proxy, target));
            assertPasses(proxy, target);
            assertGoesOn(held);
        }
    }

    /** The service has to come back to the address that it had. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private InetSocketAddress client(String dialer, String multiplexer, int port)
            throws IOException {
        String node = "socks5+%s://127.0.0.1:%d?mux.type=%s".formatted(dialer, port, multiplexer);
        return programs.start("-L", "socks5://127.0.0.1:0?dialTimeout=5s", "-F", node)
                .address("service-0");
    }

    /** A listener that is another one with every number. */
    private static String service(String listener, String multiplexer, int port, int number) {
        return """
        - name: far
          addr: 127.0.0.1:%d
          handler: {type: socks5}
          listener: {type: %s, metadata: {mux.type: %s, keepalive: true, keepalive.count: %d}}
        """
                .formatted(port, listener, multiplexer, number);
    }

    private void write(String service) throws IOException {
        String other =
                "- {name: near, addr: '127.0.0.1:0', handler: {type: socks5}, listener: {type:"
                        + " tcp}}\n";
        Path fresh = Files.writeString(directory.resolve("fresh"), "services:\n" + other + service);
        Files.move(fresh, directory.resolve("gost.yml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private void reload(Gost server, String service) throws Exception {
        write(service);
        long before = reloads(server);
        String pid = String.valueOf(server.pid());
        assertThat(Command.of("kill", "-HUP", pid).run().status()).isZero();
        Await.until("reloaded", () -> reloads(server) > before);
    }

    private static long reloads(Gost server) {
        return server.output().stream().filter(line -> line.contains("config reloaded")).count();
    }

    private static void assertPasses(InetSocketAddress proxy, Server target) throws IOException {
        try (Socket tunnel = Tunnel.SOCKS5.open(proxy, target.address())) {
            assertGoesOn(tunnel);
        }
    }

    private static void assertGoesOn(Socket tunnel) throws IOException {
        tunnel.getOutputStream().write(FEW);
        assertThat(tunnel.getInputStream().readNBytes(FEW.length)).isEqualTo(FEW);
    }

    private static boolean passes(InetSocketAddress proxy, Server target) {
        try {
            assertPasses(proxy, target);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
