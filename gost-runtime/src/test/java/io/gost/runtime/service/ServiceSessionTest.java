package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.component.SingleUser;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.Terms;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.Binding;
import io.gost.spi.Candidate;
import io.gost.spi.Connector;
import io.gost.spi.Credentials;
import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.testkit.Await;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

class ServiceSessionTest {
    private static final Duration SHORT = Duration.ofMillis(30);

    @TempDir private Path directory;
    private ServiceRig rig;

    @BeforeEach
    void open() {
        rig = new ServiceRig(directory.resolve("log"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSilentClientIsClosedAndTheLogSaysWhy() throws IOException {
        rig.serve(session -> session.expectWithin(SHORT));
        expectClosed(_ -> {});
        assertThat(onlySession().path("err").asString())
                .isEqualTo("client sent no complete request within 30ms");
    }

    @Test
    void theEndsCauseIsLoggedThoughTheChannelClosesAtOnce() throws IOException {
        rig.serve(
                session -> {
                    session.end(new GostException(Category.DENIED, "not you"));
                    session.end(new GostException(Category.DENIED, "not you, twice"));
                });
        expectClosed(_ -> {});
        assertThat(onlySession().path("err").asString()).isEqualTo("not you");
    }

    @Test
    void whatBreaksTheHandshakeIsLogged() throws IOException {
        serveLines(null);
        expectClosed(client -> send(client, "no such request\n"));
        assertThat(onlySession().path("err").asString()).contains("host:port");
    }

    @Test
    void aHandlerThatThrowsLosesItsClientOnly() throws IOException {
        boolean[] thrown = new boolean[1];
        rig.serve(
                session -> {
                    if (!thrown[0]) {
                        thrown[0] = true;
                        throw new StackOverflowError("thrown by the test");
                    }
                    session.end(null);
                });
        expectClosed(_ -> {});
        expectClosed(_ -> {});
        List<JsonNode> ended = rig.endedSessions();
        assertThat(ended).hasSize(2);
        assertThat(ended.getFirst().path("level").asString()).isEqualTo("error");
        assertThat(ended.getLast().has("err")).isFalse();
    }

    @Test
    void aDeadlineAfterARequestCountsFromThen() throws IOException {
        CompletableFuture<Long> given = new CompletableFuture<>();
        rig.serve(
                session ->
                        session.connect(new Target(Network.TCP, "127.0.0.1", 0))
                                .whenComplete(
                                        (_, _) ->
                                                session.channel()
                                                        .eventLoop()
                                                        .schedule(
                                                                () -> {
                                                                    given.complete(
                                                                            System.nanoTime());
                                                                    session.expectWithin(SHORT);
                                                                },
                                                                2 * SHORT.toMillis(),
                                                                TimeUnit.MILLISECONDS)));
        expectClosed(_ -> {});
        assertThat(System.nanoTime() - Await.result(given)).isGreaterThan(SHORT.toNanos());
    }

    @Test
    void theLastLineCarriesGostsFields() throws IOException {
        serveLines(Credentials.of("u", "p4ssw0rd"));
        try (ServerSocket upstream = new ServerSocket(0, 1, NetUtil.LOCALHOST4);
                Socket client = rig.connect()) {
            String target = "127.0.0.1:" + upstream.getLocalPort();
            send(client, "u p4ssw0rd " + target + "\n12345");
            client.shutdownOutput();
            String source;
            try (Socket served = upstream.accept()) {
                served.getOutputStream().write(new byte[7]);
                source = text(served.getRemoteSocketAddress());
                assertThat(served.getInputStream().readAllBytes()).hasSize(5);
            }
            assertThat(client.getInputStream().readAllBytes()).hasSize("ok\n".length() + 7);
            rig.awaitNoClients();
            JsonNode line = onlySession();
            String remote = text(client.getLocalSocketAddress());
            String local = text(client.getRemoteSocketAddress());
            assertThat(line.path("msg").asString()).isEqualTo(remote + " >< " + local);
            assertThat(line.path("network").asString()).isEqualTo("tcp");
            assertThat(line.path("remote").asString()).isEqualTo(remote);
            assertThat(line.path("client").asString()).isEqualTo(remote);
            assertThat(line.path("local").asString()).isEqualTo(local);
            assertThat(line.path("sid").asString()).hasSize(20);
            assertThat(line.path("dst").asString()).isEqualTo(target);
            assertThat(line.path("src").asString()).isEqualTo(source);
            assertThat(line.path("clientID").asString()).isEqualTo("u");
            assertThat(line.path("inputBytes").asInt()).isEqualTo(5);
            assertThat(line.path("outputBytes").asInt()).isEqualTo(7);
            assertThat(line.path("duration").asLong()).isPositive();
        }
    }

    @Test
    void noCredentialsReachTheLog() throws IOException {
        serveLines(Credentials.of("u", "p4ssw0rd"));
        expectClosed(client -> send(client, "u s3cret 127.0.0.1:1\n"));
        expectClosed(client -> send(client, "u p4ssw0rd 127.0.0.1:0\n"));
        List<JsonNode> lines = rig.lines();
        assertThat(lines).anyMatch(line -> line.path("level").asString().startsWith("warn"));
        assertThat(lines.toString()).doesNotContain("p4ssw0rd").doesNotContain("s3cret");
    }

    @Test
    void everythingUnderWayIsGivenUpWhenTheClientLeaves() throws IOException {
        CompletableFuture<Channel> first = new CompletableFuture<>();
        CompletableFuture<Channel> second = new CompletableFuture<>();
        CompletableFuture<Session> served = new CompletableFuture<>();
        serve(
                session -> {
                    outcome(session.connect(Target.tcp("first.test", 1)), first);
                    outcome(session.connect(Target.tcp("second.test", 1)), second);
                    served.complete(session);
                },
                through(new CompletableFuture<>()));
        try (Socket client = rig.connect()) {
            Await.result(served);
            client.setSoLinger(true, 0);
        }
        Await.until(
                "both have failed",
                () -> first.isCompletedExceptionally() && second.isCompletedExceptionally());
        Session session = Await.result(served);
        CompletableFuture<Channel> tooLate = new CompletableFuture<>();
        session.channel()
                .eventLoop()
                .execute(() -> outcome(session.connect(Target.tcp("third.test", 1)), tooLate));
        Await.until("nothing new is begun", tooLate::isCompletedExceptionally);
    }

    @Test
    void anUpstreamThatComesAfterTheClientHasLeftIsClosed() throws IOException {
        CompletableFuture<Channel> dialed = new CompletableFuture<>();
        CompletableFuture<Session> served = new CompletableFuture<>();
        serve(
                session -> {
                    session.connect(Target.tcp("slow.test", 1));
                    served.complete(session);
                },
                through(dialed));
        try (Socket client = rig.connect()) {
            Await.result(served);
            client.setSoLinger(true, 0);
        }
        rig.awaitNoClients();
        Channel late = new EmbeddedChannel();
        dialed.complete(late);
        Await.until("the upstream is closed", () -> !late.isOpen());
    }

    @Test
    void anUpstreamGivenToAnEndedSessionIsClosed() throws IOException {
        EmbeddedChannel upstream = new EmbeddedChannel();
        rig.serve(
                session -> {
                    session.end(null);
                    session.relay(upstream, Duration.ZERO);
                });
        expectClosed(_ -> {});
        assertThat(upstream.isOpen()).isFalse();
    }

    @Test
    void aClientWhoseHandlerDoesNothingIsNotKeptButOneThatWaitsForAPeerIs() throws IOException {
        CompletableFuture<Binding> bound = new CompletableFuture<>();
        rig.serve(
                session ->
                        session.bind(Target.tcp("127.0.0.1", 0))
                                .whenComplete(
                                        (binding, _) -> {
                                            bound.complete(binding);
                                            binding.accept()
                                                    .thenAccept(
                                                            peer ->
                                                                    session.relay(
                                                                            peer, Duration.ZERO));
                                        }));
        Binding binding;
        try (Socket client = rig.connect()) {
            binding = Await.result(bound);
            try (Socket peer = new Socket()) {
                peer.connect((InetSocketAddress) binding.address());
                peer.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                assertThat(client.getInputStream().readNBytes(5)).hasSize(5);
            }
        }
        rig.awaitNoClients();
        Await.until("the binding is closed", () -> refuses(binding.address()));
    }

    private void serve(Handler handler, Chain chain) {
        rig.serve(_ -> handler, null, chain);
    }

    private void serveLines(@Nullable Credentials account) {
        LineHandlerProvider lines = new LineHandlerProvider();
        rig.serve(
                context -> handler(lines, context),
                account == null ? null : new SingleUser(account),
                null);
    }

    /** The type of the provider's options is its own affair. */
    private static <O> Handler handler(HandlerProvider<O> provider, HandlerContext context) {
        return provider.create(provider.read(Options.of(Map.of())), context);
    }

    private void expectClosed(Consumer<Socket> talk) throws IOException {
        try (Socket client = rig.connect()) {
            talk.accept(client);
            client.getInputStream().readAllBytes();
        }
        rig.awaitNoClients();
    }

    private JsonNode onlySession() throws IOException {
        List<JsonNode> ended = rig.endedSessions();
        assertThat(ended).hasSize(1);
        return ended.getFirst();
    }

    /** A chain whose one node's dialer gives this stage. */
    private static Chain through(CompletionStage<Channel> dialed) {
        Dialer dialer =
                new Dialer() {
                    @Override
                    public CompletionStage<Channel> dial(DialRequest request) {
                        return dialed;
                    }

                    @Override
                    public CompletionStage<Channel> handshake(
                            Channel channel, DialRequest request) {
                        return CompletableFuture.completedStage(channel);
                    }
                };
        Connector connector = (channel, _) -> CompletableFuture.completedStage(channel);
        Watch watch = Watch.silent(FailureLimits.DEFAULT);
        Target address = Target.tcp("node.test", 1);
        Standing standing = watch.standing("n", Traits.NONE);
        Node node = new Node("n", "node.test:1", address, dialer, connector, Terms.NONE, standing);
        Selector<Node> selector = new Selector<>(List.of(node), new NeverAsked(), watch);
        return new Chain("c", List.of(new Pool<>("hop h", Bypass.NONE, selector)));
    }

    /** One candidate is no choice. */
    private static final class NeverAsked implements SelectionStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            throw new AssertionError("asked to choose from " + candidates.size());
        }
    }

    private static <T> void outcome(CompletionStage<T> stage, CompletableFuture<T> into) {
        stage.whenComplete(
                (value, failure) -> {
                    if (failure == null) {
                        into.complete(value);
                    } else {
                        into.completeExceptionally(failure);
                    }
                });
    }

    private static void send(Socket client, String text) {
        try {
            client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(SocketAddress address) {
        return NetUtil.toSocketAddressString((InetSocketAddress) address);
    }

    private static boolean refuses(SocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, 1_000);
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
