package io.gost.plugin.http;

import static io.gost.plugin.http.Lines.crlf;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.Target;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.gost.spi.testkit.TestSession;

import java.io.IOException;
import java.util.Map;

/** A proxy with one origin, {@code origin.test:80}, whose part the test plays. */
final class ProxyFixture implements AutoCloseable {
    static final String EMPTY_LINE = "\r\n\r\n";

    private final TestNetwork network = TestNetwork.open();
    private final LoopbackServer origin = network.manualServer();
    private final TestService service;
    private final Peer client;
    private final TestSession session;

    private ProxyFixture(Map<String, ?> metadata, Credentials user, boolean trickling) {
        network.router().route(Target.tcp("origin.test", 80), origin.address());
        TestService.Builder builder =
                TestService.of(network, new HttpHandlerProvider())
                        .metadata(metadata)
                        .credentials(user);
        service = (trickling ? builder.trickling() : builder).start();
        client = network.connect(service.address());
        session = service.nextSession();
    }

    static ProxyFixture open() {
        return open(Map.of());
    }

    static ProxyFixture open(Map<String, ?> metadata) {
        return new ProxyFixture(metadata, null, false);
    }

    static ProxyFixture openFor(Credentials user, Map<String, ?> metadata) {
        return new ProxyFixture(metadata, user, false);
    }

    /** Everything from the client arrives byte by byte. */
    static ProxyFixture openTrickling() {
        return new ProxyFixture(Map.of(), null, true);
    }

    TestNetwork network() {
        return network;
    }

    TestService service() {
        return service;
    }

    Peer client() {
        return client;
    }

    TestSession session() {
        return session;
    }

    /** How many connections the origin got so far. */
    int connections() {
        return origin.accepted();
    }

    /** The next connection that the origin gets. */
    Peer origin() {
        return origin.accept();
    }

    /** The client says something; a text block with plain line ends. */
    void say(String text) throws IOException {
        client.send(crlf(text));
    }

    /** The client hears exactly this; a text block with plain line ends. */
    void hear(String text) throws IOException {
        expect(client, text);
    }

    /** The client hears this, and then the end. */
    void hearLast(String text) throws IOException {
        hear(text);
        client.expectEnd();
    }

    /** A peer gets exactly this; a text block with plain line ends. */
    static void expect(Peer peer, String text) throws IOException {
        String expected = crlf(text);
        String head = expected.contains(EMPTY_LINE) ? peer.receiveUntil(EMPTY_LINE) : "";
        String rest = peer.receiveText(Math.max(0, expected.length() - head.length()));
        assertThat(head + rest).isEqualTo(expected);
    }

    /** A peer says something; a text block with plain line ends. */
    static void say(Peer peer, String text) throws IOException {
        peer.send(crlf(text));
    }

    /** Ends everything; a client whose request is not answered breaks its connection. */
    @Override
    public void close() throws IOException {
        if (!client.socket().isClosed()) {
            client.reset();
        }
        network.close();
    }
}
