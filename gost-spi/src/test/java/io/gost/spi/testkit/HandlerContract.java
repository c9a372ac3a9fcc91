package io.gost.spi.testkit;

import static io.gost.spi.testkit.Checks.assumeCan;
import static io.gost.spi.testkit.Checks.expectAgreement;
import static io.gost.spi.testkit.Checks.expectRefusal;
import static io.gost.spi.testkit.Checks.sendToTheEnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.HandlerProvider;
import io.gost.spi.Target;
import io.gost.spi.testkit.ClientSide.Call;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * What every handler owes the runtime and its clients.
 *
 * <p>Implement it in a test class, name the handler and who speaks the client's part. All tests run
 * over real sockets.
 */
public interface HandlerContract extends Contract {
    /** Of tests with a wrong password. */
    String LOGIN_FIRST =
            "targets dialed for a wrong login; ask session.authenticate before session.connect";

    /** What the kit's own user is called. */
    Credentials USER = Credentials.of("kit", "correcthorse");

    /**
     * Makes the handler under test.
     *
     * @return the provider, as registered
     */
    HandlerProvider<?> handlerProvider();

    /**
     * Speaks the client's part, best the plugin's own connector.
     *
     * @return the client
     */
    ClientSide clientSide();

    /**
     * Metadata of the handler under test.
     *
     * @return key to value
     */
    default Map<String, ?> handlerMetadata() {
        return Map.of();
    }

    /** Bytes go through unchanged, both ways at the same time. */
    @Test
    default void handlerRelaysOneMebibyteEachWayUnchanged() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesOneMebibyteEachWay();
        }
    }

    /** No phase relies on a message arriving in one piece. */
    @Test
    default void handlerUnderstandsARequestThatArrivesByteByByte() {
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network).trickling().start();
            TunnelChecks tunnels = new TunnelChecks(network, opening(network, service));
            Checks.expectPiecesUnderstood(tunnels::carriesAFewBytes);
        }
    }

    /** Bytes that the client sends before it has an answer reach the target. */
    @Test
    default void handlerKeepsBytesThatArriveRightBehindTheRequest() throws IOException {
        assumeCan(this, Capability.REPLAY);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            Target target = network.router().route(server);
            byte[] request = record(network, target);
            byte[] early = Payload.of(5, 2_000);
            TestService service = service(network).start();
            Peer client = network.connect(service.address());
            ByteArrayOutputStream both = new ByteArrayOutputStream();
            both.writeBytes(request);
            both.writeBytes(early);
            client.send(both.toByteArray());
            client.endOutput();
            assertThat(client.receiveToEnd())
                    .as(
                            "what came back of bytes right behind the request; pass on what follows"
                                    + " it, parked with the channel")
                    .endsWith(early);
        }
    }

    /** What a target says first reaches the client behind the answer. */
    @Test
    default void handlerPassesOnWhatTheTargetSaysFirst() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesWhatTheTargetSaysFirst();
        }
    }

    /** The end of the client's output reaches the target, and answers still come back. */
    @Test
    default void handlerPassesOnTheEndOfTheClientsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesTheEndOfTheClientsOutput();
        }
    }

    /** The end of the target's output reaches the client, and its bytes still go out. */
    @Test
    default void handlerPassesOnTheEndOfTheTargetsOutput() throws IOException {
        assumeCan(this, Capability.HALF_CLOSE);
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).carriesTheEndOfTheTargetsOutput();
        }
    }

    /** Back pressure: from a target that does not read to the client. */
    @Test
    default void handlerStopsAClientWhoseTargetDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).stopsAClientWhoseTargetDoesNotRead();
        }
    }

    /** Back pressure: from a client that does not read to the target. */
    @Test
    default void handlerStopsATargetWhoseClientDoesNotRead() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            tunnels(network).stopsATargetWhoseClientDoesNotRead();
        }
    }

    /** A silent client has a deadline. */
    @Test
    default void handlerGivesASilentClientADeadline() throws IOException {
        assumeCan(this, Capability.REQUEST);
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network).start();
            Peer client = network.connect(service.address());
            TestSession session = service.nextSession();
            session.passDeadline();
            client.expectClosed();
            assertThat(session.awaitEnd().failure())
                    .extracting(GostException::category)
                    .isEqualTo(Category.TIMEOUT);
        }
    }

    /** The right password opens the tunnel. */
    @Test
    default void handlerLetsTheRightUserIn() throws IOException {
        assumeCan(this, Capability.CREDENTIALS);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            TestService service = service(network).credentials(USER).start();
            Target target = network.router().route(server);
            Peer client =
                    expectAgreement(
                            () -> open(network, service, target, USER),
                            "the right user was refused; give session.authenticate what the client"
                                    + " said");
            client.send(new byte[] {42});
            assertThat(client.receive(1)).containsExactly(42);
            assertThat(service.nextSession().logins()).contains(USER);
            client.close();
        }
    }

    /** A wrong password, and none at all, get a refusal; nothing is dialed. */
    @Test
    default void handlerRefusesAWrongUserAndNone() throws IOException {
        assumeCan(this, Capability.CREDENTIALS);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            Target target = network.router().route(server);
            TestService service = service(network).credentials(USER).start();
            Credentials wrong = Credentials.of(USER.username(), "wrong");
            // who lets a client in has dialed as well, and hears of both
            assertAll(
                    () -> expectRefusal(() -> open(network, service, target, wrong)),
                    () -> assertThat(service.nextSession().targets()).as(LOGIN_FIRST).isEmpty());
            assertAll(
                    () -> expectRefusal(() -> open(network, service, target, null)),
                    () -> assertThat(service.nextSession().targets()).as(LOGIN_FIRST).isEmpty());
            assertThat(server.accepted()).isZero();
        }
    }

    /** Whatever keeps the target from being reached, the client hears of it and is let go. */
    @Test
    default void handlerAnswersAndClosesWhateverFailsUpstream() throws IOException {
        for (Category category : Category.values()) {
            try (TestNetwork network = TestNetwork.open()) {
                Target target = Target.tcp("target.test", 4_711);
                network.router().fail(target, category);
                TestService service = service(network).start();
                expectRefusal(() -> open(network, service, target, null));
                assertThat(service.nextSession().awaitEnd().relayed()).isNull();
            }
        }
    }

    /** A target whose port is closed is no different. */
    @Test
    default void handlerAnswersAndClosesWhenTheTargetIsNotThere() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            InetSocketAddress nobody = network.refusingAddress();
            Target target = Target.tcp("target.test", nobody.getPort());
            network.router().route(target, nobody);
            TestService service = service(network).start();
            expectRefusal(() -> open(network, service, target, null));
        }
    }

    /** Noise is refused without an exception falling off the pipeline. */
    @Test
    default void handlerClosesOnGarbage() throws IOException {
        assumeCan(this, Capability.REQUEST);
        try (TestNetwork network = TestNetwork.open()) {
            TestService service = service(network).start();
            for (int seed = 0; seed < 16; seed++) {
                Peer client = network.connect(service.address());
                sendToTheEnd(client, Payload.of(seed, 1 << seed));
                client.expectClosed();
                client.close();
            }
        }
    }

    /** A client that says half a request and leaves is forgotten. */
    @Test
    default void handlerForgetsAClientThatLeavesWithinItsRequest() throws IOException {
        assumeCan(this, Capability.REQUEST);
        assumeCan(this, Capability.REPLAY);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            byte[] request = record(network, network.router().route(server));
            TestService service = service(network).start();
            int step = Math.max(1, request.length / 64);
            for (int length = 0; length < request.length; length += step) {
                Peer client = network.connect(service.address());
                sendToTheEnd(client, Arrays.copyOf(request, length));
                client.expectClosed();
                client.close();
            }
        }
    }

    /** A client that leaves while its login is looked at is forgotten; nothing is dialed for it. */
    @Test
    default void handlerForgetsAClientThatLeavesWhileItsLoginIsChecked() throws IOException {
        assumeCan(this, Capability.CREDENTIALS);
        assumeCan(this, Capability.REPLAY);
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            byte[] request = record(network, network.router().route(server), USER);
            CompletableFuture<String> checked = new CompletableFuture<>();
            TestService service = service(network).credentials(USER).holdingLogins(checked).start();
            Peer client = network.connect(service.address());
            client.send(request);
            TestSession session = service.nextSession();
            Await.until("the handler asks for the login", () -> !session.logins().isEmpty());
            client.reset();
            session.channel().close().syncUninterruptibly();
            checked.complete("done");
            Await.on(
                    session.channel().eventLoop(), () -> "everything that follows at once is done");
            assertThat(session.targets())
                    .as(
                            "targets dialed for a client that left; go on only when authenticate"
                                    + " succeeds")
                    .isEmpty();
        }
    }

    /** An upstream that arrives after its client has gone is closed, seen to go or not. */
    @Test
    default void handlerReleasesTheUpstreamOfAClientThatLeft() throws IOException {
        assumeCan(this, Capability.REPLAY);
        for (boolean seen : new boolean[] {false, true}) {
            try (TestNetwork network = TestNetwork.open()) {
                LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
                Target target = network.router().route(server);
                byte[] request = record(network, target);
                int before = server.accepted();
                CompletableFuture<InetSocketAddress> held = network.router().hold(target);
                TestService service = service(network).start();
                Peer client = network.connect(service.address());
                client.send(request);
                TestSession session = service.nextSession();
                Await.until("the handler connects", () -> !session.targets().isEmpty());
                client.reset();
                if (seen) {
                    session.channel().close().syncUninterruptibly();
                }
                held.complete(server.address());
                Await.until("the upstream comes", () -> server.accepted() > before);
                server.awaitFinished();
            }
        }
    }

    /** Closing the handler leaves sessions alone, and closing it again does nothing. */
    @Test
    default void handlerCanBeClosedWhileItRelays() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.ECHO);
            TestService service = service(network).start();
            Peer client = open(network, service, network.router().route(server), null);
            service.handler().close();
            service.handler().close();
            client.send(new byte[] {42});
            assertThat(
                            Checks.receive(
                                    client,
                                    1,
                                    "a session ended with its handler; close() ends what is the"
                                            + " handler's own, its sessions go on"))
                    .containsExactly(42);
            client.close();
        }
    }

    private TestService.Builder service(TestNetwork network) {
        if (without().contains(Capability.TARGET)) {
            network.router().forwardToLatest();
        }
        return TestService.of(network, handlerProvider()).metadata(handlerMetadata());
    }

    private TunnelChecks tunnels(TestNetwork network) {
        TestService service = service(network).start();
        return new TunnelChecks(network, opening(network, service));
    }

    private TunnelChecks.Opening opening(TestNetwork network, TestService service) {
        return (target, narrow) ->
                clientSide().open(network, new Call(service.address(), target, null, narrow));
    }

    private Peer open(
            TestNetwork network,
            TestService service,
            Target target,
            @Nullable Credentials credentials)
            throws IOException {
        return clientSide().open(network, new Call(service.address(), target, credentials, false));
    }

    /** What a client says until it has its tunnel. */
    private byte[] record(TestNetwork network, Target target) throws IOException {
        return record(network, target, null);
    }

    private byte[] record(TestNetwork network, Target target, @Nullable Credentials login)
            throws IOException {
        Transcript transcript = new Transcript();
        TestService service = service(network).credentials(login).recording(transcript).start();
        Peer client = open(network, service, target, login);
        service.nextSession().awaitRelay();
        client.close();
        return transcript.all(true);
    }
}
