package io.gost.plugin.http;

import static io.gost.plugin.http.Lines.crlf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ClientSide.Call;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.WireVector.Turn;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Handler and connector say byte for byte what GOST was recorded saying. GOST 3.2.6 differs only in
 * what its proxy answers and passes on to the very same requests, where we are with the later one:
 * there is nothing of it to play.
 */
class HttpVectorsTest {
    private static final String FORBIDDEN = "bypass";

    /** Recordings of what we do in another way on purpose; other tests show it. */
    private static final Set<String> OTHERWISE =
            Set.of(
                    "connect-auth-lowercase-basic-407",
                    "get-origin-form",
                    "gost-target-header",
                    "x-gost-target-header",
                    "expect-100-continue");

    /** Recordings of what is not built yet. */
    private static final Set<String> LATER = Set.of("udp-relay", "udp-relay-raw-empty-target");

    /** What we say instead, where we say something else. */
    private static final Map<String, String> OURS =
            Map.of(
                    "malformed-request",
                    crlf(
                            """
                            HTTP/1.1 400 Bad Request
                            Connection: close

                            """),
                    "get-http10",
                    crlf(
                                    """
                                    HTTP/1.0 200 OK
                                    Connection: close
                                    Content-Length: 6
                                    X-Origin: yes

                                    """)
                            + "hello\n",
                    "get-chunked",
                    crlf(
                            """
                            HTTP/1.1 200 OK
                            Transfer-Encoding: chunked
                            Trailer: X-T

                            3
                            abc
                            2
                            de
                            0
                            X-T: 1

                            """));

    static Stream<Vector> handlerVectors() {
        return Vector.all()
                .filter(vector -> !vector.isConnectors())
                .filter(vector -> !OTHERWISE.contains(vector.name()))
                .filter(vector -> !LATER.contains(vector.name()));
    }

    static Stream<Vector> connectorVectors() {
        return Vector.all().filter(Vector::isConnectors);
    }

    @ParameterizedTest
    @MethodSource("handlerVectors")
    void handlerSaysWhatWasRecorded(Vector vector, @TempDir Path directory) throws IOException {
        play(vector, directory, false);
    }

    @ParameterizedTest
    @MethodSource("handlerVectors")
    void handlerSaysTheSameToAClientThatSendsByteByByte(Vector vector, @TempDir Path directory)
            throws IOException {
        play(vector, directory, true);
    }

    @ParameterizedTest
    @MethodSource("connectorVectors")
    void connectorSaysWhatWasRecorded(Vector vector) throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer proxy = network.server(peer -> script(peer, vector.turns()));
            Turn request = vector.turns().getFirst();
            String address = request.text().split(" ", -1)[1];
            Call call =
                    new Call(
                            proxy.address(),
                            Target.parse(io.gost.spi.Network.TCP, address),
                            login(request.text()),
                            false);
            ClientSide client =
                    ClientSide.of(
                            new HttpConnectorProvider(),
                            vector.name().equals("connector-custom-header")
                                    ? Map.of(
                                            "header",
                                            Map.of(
                                                    "User-Agent",
                                                    "agent/1",
                                                    "X-One",
                                                    "v1",
                                                    "A-Two",
                                                    "v2"))
                                    : Map.of());
            if (vector.name().equals("connector-connect-wrong-auth")) {
                assertThatThrownBy(() -> client.open(network, call))
                        .isInstanceOf(GostException.class)
                        .hasMessageContaining("407")
                        .extracting(failure -> ((GostException) failure).category())
                        .isEqualTo(Category.AUTHENTICATION);
            } else {
                Peer tunnel = client.open(network, call);
                tunnel.send("ping-1");
                assertThat(tunnel.receiveText(6)).isEqualTo("ping-1");
                tunnel.close();
            }
            proxy.awaitFinished();
        }
    }

    private static void play(Vector vector, Path directory, boolean trickling) throws IOException {
        Map<String, Object> metadata = vector.metadata();
        boolean forbidden = metadata.remove(FORBIDDEN) != null;
        metadata.putIfAbsent("keepalive", false); // GOST's default
        if (vector.name().startsWith("probe-file")) {
            Files.writeString(directory.resolve("index.html"), "<p>hi</p>\n");
            metadata.computeIfPresent(
                    "probeResist",
                    (_, page) -> page.toString().replace("file:", "file:" + directory + "/"));
        }
        try (TestNetwork network = TestNetwork.open()) {
            announce(network, vector, forbidden);
            TestService.Builder builder =
                    TestService.of(network, new HttpHandlerProvider())
                            .metadata(metadata)
                            .credentials(vector.credentials());
            TestService service = (trickling ? builder.trickling() : builder).start();
            Peer client = network.connect(service.address());
            String ours = OURS.getOrDefault(vector.name(), "");
            for (Turn turn : vector.inFront()) {
                if (turn.isClients()) {
                    client.send(turn.text());
                } else {
                    String expected = ours.isEmpty() ? turn.text() : ours;
                    ours = "";
                    assertThat(client.receiveText(expected.length())).isEqualTo(expected);
                    if (turn.event().equals("fin")) {
                        client.expectEnd();
                    }
                }
            }
            client.close();
        }
    }

    private static void announce(TestNetwork network, Vector vector, boolean forbidden) {
        Deque<List<Turn>> scripts = new ArrayDeque<>(vector.behindTheProxy().values());
        LoopbackServer origin = network.server(peer -> script(peer, next(scripts)));
        LoopbackServer echo = network.server(LoopbackServer.Behaviour.ECHO);
        for (int port : List.of(21_105, 21_110)) {
            network.router().route(Target.tcp("127.0.0.1", port), origin.address());
        }
        network.router().route(Target.tcp("127.0.0.1", 21_104), echo.address());
        network.router().fail(Target.tcp("127.0.0.1", 21_107), Category.REFUSED);
        network.router().fail(Target.tcp("no-such-host.invalid", 80), Category.RESOLVE);
        if (forbidden) {
            network.router().fail(Target.tcp("127.0.0.1", 21_104), Category.DENIED);
            network.router().fail(Target.tcp("127.0.0.1", 21_105), Category.DENIED);
        }
    }

    private static List<Turn> next(Deque<List<Turn>> scripts) {
        synchronized (scripts) {
            return scripts.remove();
        }
    }

    /** Expects what was recorded from the proxy, byte for byte, and answers as recorded. */
    private static void script(Peer peer, List<Turn> turns) throws IOException {
        for (Turn turn : turns) {
            if (turn.from().startsWith("client")) {
                assertThat(peer.receiveText(turn.text().length())).isEqualTo(turn.text());
            } else {
                peer.send(turn.text());
            }
        }
        if (turns.getLast().text().startsWith("HTTP/1.0")) {
            peer.endOutput(); // the end of the body
        }
        peer.expectClosed();
        peer.close();
    }

    private static Credentials login(String request) {
        String marker = "Proxy-Authorization: ";
        int start = request.indexOf(marker);
        if (start < 0) {
            return null;
        }
        String basic = request.substring(start + marker.length()).split("[ \r]", -1)[1];
        String[] pair =
                new String(java.util.Base64.getDecoder().decode(basic), StandardCharsets.UTF_8)
                        .split(":", 2);
        return Credentials.of(pair[0], pair[1]);
    }
}
