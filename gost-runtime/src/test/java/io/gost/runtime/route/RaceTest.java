package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.exchange;
import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.Selector;
import io.gost.spi.Candidate;
import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.Await;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Hops whose strategy tries all nodes at the same time. */
class RaceTest {
    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aNodeThatAcceptsAndSaysNothingDoesNotWin() {
        LineProxy echo = rig.opened(LineProxy.echo());
        Stalled stalled = new Stalled();
        LineProxy dumb = rig.opened(LineProxy.working());
        Node silent = node("silent", dumb, stalled.dialer(), new LineConnector());
        LineProxy fast = rig.opened(LineProxy.working());
        Node winner = node("winner", fast, after(stalled.there), new LineConnector());

        assertThat(exchange(connect(way(race(silent, winner)), echo))).isEqualTo("ping");
        assertThat(fast.requests).containsExactly(echo.address());
        assertThat(dumb.requests).as("the target is asked for once").isEmpty();
        Await.result(closed(Await.result(stalled.there)));
        assertThat(silent.standing().report().failures()).as("it was only slower").isZero();
        assertThat(silent.standing().report().openTunnels()).isZero();
        assertThat(winner.standing().report().openTunnels()).isEqualTo(1);
    }

    @Test
    void losersThatFailAreMarked() {
        LineProxy echo = rig.opened(LineProxy.echo());
        Node dead = node("dead", gone());
        CompletableFuture<Channel> deadIsOver = new CompletableFuture<>();
        Node alive =
                node(
                        "alive",
                        rig.opened(LineProxy.working()),
                        after(deadIsOver),
                        new LineConnector());
        CompletableFuture<Channel> connecting = new CompletableFuture<>();
        rig.loop.execute(
                () ->
                        router(way(race(dead, alive)))
                                .connect(rig.client, target(echo), IdleUpstreams.NONE)
                                .thenAccept(connecting::complete));
        Await.until("the dead node is marked", () -> dead.standing().report().failures() == 1);
        deadIsOver.complete(null);
        Channel channel = Await.result(connecting);
        assertThat(exchange(channel)).isEqualTo("ping");
        channel.close();
    }

    @Test
    void whenAllFailAllAreNamedAndMarked() {
        Node one = node("one", gone());
        Node two = node("two", gone());
        GostException failure =
                rig.refused(
                        client ->
                                router(way(race(one, two)))
                                        .connect(
                                                client,
                                                target(rig.opened(LineProxy.echo())),
                                                IdleUpstreams.NONE));
        assertThat(failure.category()).isEqualTo(Category.REFUSED);
        assertThat(failure.getMessage()).contains(one.address(), two.address());
        assertThat(one.standing().report().failures()).isEqualTo(1);
        assertThat(two.standing().report().failures()).isEqualTo(1);
    }

    @Test
    void aRaceBehindAnotherHopGoesThroughIt() {
        LineProxy echo = rig.opened(LineProxy.echo());
        LineProxy first = rig.opened(LineProxy.working());
        Stalled stalled = new Stalled();
        LineProxy dumb = rig.opened(LineProxy.working());
        Node silent = node("silent", dumb, stalled.dialer(), new LineConnector());
        LineProxy fast = rig.opened(LineProxy.working());
        Chain chain =
                new Chain(
                        "chain",
                        List.of(race(node("first", first)), race(silent, node("winner", fast))));
        assertThat(exchange(connect(chain, echo))).isEqualTo("ping");
        assertThat(first.requests).containsExactlyInAnyOrder(dumb.address(), fast.address());
        assertThat(fast.requests).containsExactly(echo.address());
    }

    @Test
    void anUnreachableTargetEndsTheRace() {
        Node one = node("one", rig.opened(LineProxy.working()));
        Node two = node("two", rig.opened(LineProxy.working()));
        GostException failure =
                rig.refused(
                        client ->
                                router(way(race(one, two)))
                                        .connect(client, target(gone()), IdleUpstreams.NONE));
        assertThat(failure.category()).isEqualTo(Category.UNREACHABLE);
        assertThat(one.standing().report().failures()).isZero();
        assertThat(two.standing().report().failures()).isZero();
    }

    @Test
    void givingUpClosesAllConnections() throws Exception {
        Stalled one = new Stalled();
        Stalled two = new Stalled();
        Chain chain =
                way(
                        race(
                                node("1", rig.opened(LineProxy.working()), one.dialer(), line()),
                                node("2", rig.opened(LineProxy.working()), two.dialer(), line())));
        CompletableFuture<CompletableFuture<Channel>> asked = new CompletableFuture<>();
        rig.loop.execute(
                () ->
                        asked.complete(
                                router(chain)
                                        .connect(rig.client, target(gone()), IdleUpstreams.NONE)));
        Channel first = Await.result(one.there);
        Channel second = Await.result(two.there);
        rig.loop.submit(() -> Await.result(asked).cancel(false)).sync();
        Await.result(closed(first));
        Await.result(closed(second));
    }

    private Channel connect(Chain chain, LineProxy target) {
        return rig.ask(client -> router(chain).connect(client, target(target), IdleUpstreams.NONE));
    }

    private Router router(Chain chain) {
        return new Router(rig.network, chain, Duration.ofSeconds(10), 0);
    }

    private static Chain way(Pool<Node> hop) {
        return new Chain("chain", List.of(hop));
    }

    private static Pool<Node> race(Node... nodes) {
        return RoutingRig.hop(
                "race", new Selector<>(List.of(nodes), new Everybody(), RoutingRig.WATCH));
    }

    private static LineConnector line() {
        return new LineConnector();
    }

    private static LineProxy gone() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        return gone;
    }

    private static CompletableFuture<Boolean> closed(Channel channel) {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        channel.closeFuture().addListener(_ -> closed.complete(true));
        return closed;
    }

    /** Shakes hands when something else has happened. */
    private static Dialer after(CompletableFuture<Channel> event) {
        StreamTransport patient =
                new StreamTransport() {
                    @Override
                    public SocketOptions socketOptions() {
                        return SocketOptions.DEFAULT;
                    }

                    @Override
                    public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
                        return event.thenApply(_ -> channel);
                    }
                };
        return patient.dialer();
    }

    /** Connects and never completes its handshake. */
    private static final class Stalled implements StreamTransport {
        final CompletableFuture<Channel> there = new CompletableFuture<>();

        @Override
        public SocketOptions socketOptions() {
            return SocketOptions.DEFAULT;
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            there.complete(channel);
            return new CompletableFuture<>();
        }
    }

    private static final class Everybody implements RacingStrategy {
        @Override
        public <C extends Candidate> List<C> race(List<C> candidates, SelectionContext context) {
            return candidates;
        }

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            throw new AssertionError("asked for one");
        }
    }
}
