package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Clients and upstreams that break the rules get the reply their protocol has for it; everybody
 * else goes on.
 */
@Execution(ExecutionMode.CONCURRENT)
class BadPeerIT {

    private static final int PATIENCE_MILLIS = 10_000;

    @RegisterExtension final Programs programs = new Programs();

    /** What a client is told when its target cannot be had. */
    private static String refusal(Tunnel protocol) {
        return switch (protocol) {
            case HTTP -> "refused: HTTP/1\\.1 503 Service Unavailable";
            case SOCKS4 -> "refused: 91";
            case SOCKS5 -> "refused: [1-8]";
            case TCP -> throw new IllegalArgumentException("a forwarder says nothing");
        };
    }

    private static void assertRefused(
            Tunnel protocol, InetSocketAddress proxy, InetSocketAddress target) {
        assertThatThrownBy(() -> protocol.open(proxy, target).close())
                .isInstanceOf(IOException.class)
                .hasMessageMatching(refusal(protocol));
    }

    private static InetSocketAddress closedPort(Socket holder) throws IOException {
        holder.bind(new InetSocketAddress(Server.loopback(), 0)); // and does not listen
        return (InetSocketAddress) holder.getLocalSocketAddress();
    }

    private static String url(Tunnel protocol) {
        return protocol.scheme() + "://127.0.0.1:0";
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void targetThatRefusesIsReported(Tunnel protocol) throws Exception {
        Gost gost = programs.start("-L", url(protocol));
        try (Socket holder = new Socket()) {
            assertRefused(protocol, gost.address("service-0"), closedPort(holder));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void upstreamThatRefusesIsReported(Tunnel protocol) throws Exception {
        try (Socket holder = new Socket()) {
            assertUpstreamReported(protocol, closedPort(holder));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void upstreamThatClosesAtOnceIsReported(Tunnel protocol) throws Exception {
        try (Server upstream = new Server(_ -> {})) {
            assertUpstreamReported(protocol, upstream.address());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void upstreamThatAnswersGarbageIsReported(Tunnel protocol) throws Exception {
        Server.Service answersGarbage =
                client -> {
                    client.getOutputStream().write(garbage(1));
                    client.getInputStream().readAllBytes();
                };
        try (Server upstream = new Server(answersGarbage)) {
            assertUpstreamReported(protocol, upstream.address());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "TCP")
    void upstreamThatSaysNothingIsReportedInTime(Tunnel protocol) throws Exception {
        try (Server upstream = new Server(client -> client.getInputStream().readAllBytes())) {
            assertUpstreamReported(protocol, upstream.address());
        }
    }

    /** The same protocol on both sides of the program. */
    private void assertUpstreamReported(Tunnel protocol, InetSocketAddress upstream)
            throws IOException {
        Gost gost =
                programs.start(
                        "-L",
                        url(protocol) + "?dialTimeout=1s",
                        "-F",
                        protocol.scheme() + "://127.0.0.1:" + upstream.getPort());
        assertRefused(protocol, gost.address("service-0"), upstream);
    }

    private static byte[] garbage(int seed) {
        byte[] bytes = new byte[10_000];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks4", "socks5", "auto"})
    void garbageEndsItsConnectionAndNoOther(String scheme) throws Exception {
        Gost gost = programs.start("-L", scheme + "://127.0.0.1:0?readTimeout=1s");
        InetSocketAddress proxy = gost.address("service-0");
        Tunnel protocol =
                scheme.equals("auto")
                        ? Tunnel.SOCKS5
                        : Tunnel.valueOf(scheme.toUpperCase(Locale.ROOT));
        try (Server target = Server.echo();
                Socket open = protocol.open(proxy, target.address())) {
            for (int seed = 0; seed < 50; seed++) {
                try (Socket client = new Socket(proxy.getAddress(), proxy.getPort())) {
                    client.setSoTimeout(PATIENCE_MILLIS);
                    client.getOutputStream().write(garbage(seed));
                    drain(client);
                }
            }
            assertThat(Exchange.echo(open, garbage(0))).isEqualTo(garbage(0));
            try (Socket next = protocol.open(proxy, target.address())) {
                assertThat(Exchange.echo(next, garbage(0))).isEqualTo(garbage(0));
            }
        }
    }

    /** Reads to the end, however it comes; a connection left open is a timeout. */
    private static String drain(Socket client) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            client.getInputStream().transferTo(all);
        } catch (SocketException reset) {
            // as good an end as any
        }
        return all.toString(ISO_8859_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks4", "socks5", "auto"})
    void handshakeThatIsNeverFinishedIsEnded(String scheme) throws Exception {
        Gost gost = programs.start("-L", scheme + "://127.0.0.1:0?readTimeout=1s");
        InetSocketAddress proxy = gost.address("service-0");
        for (byte[] start :
                List.of(
                        new byte[0],
                        new byte[] {5},
                        new byte[] {4, 1},
                        "CONNECT a".getBytes(ISO_8859_1))) {
            try (Socket client = new Socket(proxy.getAddress(), proxy.getPort())) {
                client.setSoTimeout(PATIENCE_MILLIS);
                client.getOutputStream().write(start);
                drain(client);
            }
        }
    }

    @Test
    void headThatIsTooLargeIsRefusedByItsCode() throws Exception {
        InetSocketAddress proxy = programs.start("-L", "http://127.0.0.1:0").address("service-0");
        try (Socket client = new Socket(proxy.getAddress(), proxy.getPort())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            String head = "GET http://a/ HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(70_000);
            client.getOutputStream().write(head.getBytes(ISO_8859_1));
            assertThat(drain(client)).startsWith("HTTP/1.1 431 ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "auto"})
    void endlessHeadCostsNoMemory(String scheme) throws Exception {
        Gost gost = programs.start("-L", scheme + "://127.0.0.1:0");
        InetSocketAddress proxy = gost.address("service-0");
        long before = Proc.pss(gost);
        byte[] field = "X: y\r\n".repeat(10_000).getBytes(ISO_8859_1);
        try (Socket client = new Socket(proxy.getAddress(), proxy.getPort())) {
            client.getOutputStream().write("GET http://a/ HTTP/1.1\r\n".getBytes(ISO_8859_1));
            assertThatThrownBy(
                            () -> {
                                for (int i = 0; i < 5_000; i++) {
                                    client.getOutputStream().write(field);
                                }
                            })
                    .isInstanceOf(SocketException.class);
        }
        assertThat(Proc.pss(gost) - before).isLessThan(32 << 20);
    }
}
