package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.exchange;
import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Watch;
import io.gost.spi.Candidate;
import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.Await;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

class RouterTest {
    private static final Watch PATIENT = Watch.silent(FailureLimits.of(100, Duration.ofMillis(1)));

    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void connectsDirectlyWithoutAChain() {
        assertThat(exchange(connect(router(null, 0), opened(LineProxy.echo())))).isEqualTo("ping");
    }

    @Test
    void passesEveryHopInOrder() {
        LineProxy echo = opened(LineProxy.echo());
        LineProxy first = opened(LineProxy.working());
        LineProxy second = opened(LineProxy.working());
        LineProxy third = opened(LineProxy.working());
        Chain chain = chain(hop(node("a", first)), hop(node("b", second)), hop(node("c", third)));
        assertThat(exchange(connect(router(chain, 0), echo))).isEqualTo("ping");
        assertThat(first.requests).containsExactly(second.address());
        assertThat(second.requests).containsExactly(third.address());
        assertThat(third.requests).containsExactly(echo.address());
    }

    @Test
    void aNodeThatRefusesIsMarkedAndTheRetryTakesAnother() {
        LineProxy echo = opened(LineProxy.echo());
        Node dead = node("dead", gone());
        Node alive = node("alive", opened(LineProxy.working()));
        assertThat(exchange(connect(router(chain(hop(dead, alive)), 1), echo))).isEqualTo("ping");
        assertThat(dead.standing().report().failures()).isEqualTo(1);
        assertThat(alive.standing().report().failures()).isZero();
    }

    @Test
    void anUnreachableTargetMarksNobody() {
        Node node = node("a", opened(LineProxy.working()));
        assertThat(failure(router(chain(hop(node)), 0), gone()).category())
                .isEqualTo(Category.UNREACHABLE);
        assertThat(node.standing().report().failures()).isZero();
    }

    @Test
    void aRefusedDirectConnectionSaysSo() {
        LineProxy gone = gone();
        assertThat(failure(router(null, 0), gone))
                .hasMessage("dial " + gone.address() + ": connection refused")
                .returns(Category.REFUSED, GostException::category);
    }

    @Test
    void aSecondHopThatNeverAnswersEndsWithTheDeadlineAndIsNotTheTargetsFault() {
        LineProxy echo = opened(LineProxy.echo());
        Node first = node("first", opened(LineProxy.silent()));
        Node second = node("second", opened(LineProxy.working()));
        Router router =
                new Router(rig.network, chain(hop(first), hop(second)), Duration.ofMillis(50), 0);
        GostException failure = failure(router, echo);
        assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
        assertThat(failure.getMessage()).contains("second").contains("50ms");
        assertThat(second.standing().report().failures()).isEqualTo(1);
    }

    @Test
    void aHopWithoutNodesIsAnErrorAndNeverADirectConnection() {
        GostException failure = failure(router(chain(hop()), 3), opened(LineProxy.echo()));
        assertThat(failure.category()).isEqualTo(Category.UNREACHABLE);
        assertThat(failure.getMessage()).contains("node not available");
    }

    @Test
    void bindingWithoutANodeFailsLikeAnyOtherStep() {
        Router router = router(chain(hop()), 0);
        Target address = Target.tcp("127.0.0.1", 0);
        assertThat(router.bind(rig.client, address).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(router.bindDatagrams(rig.client, address).toCompletableFuture())
                .isCompletedExceptionally();
    }

    @Test
    void givingUpClosesTheConnectionUnderWay() throws Exception {
        LineProxy silent = opened(LineProxy.silent());
        Target echo = target(opened(LineProxy.echo()));
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        Router router =
                router(chain(hop(node("silent", silent, watched(opened), new LineConnector()))), 0);
        CompletableFuture<Channel> connecting =
                Await.on(rig.loop, () -> router.connect(rig.client, echo, IdleUpstreams.NONE));
        Channel underWay = Await.result(opened);
        rig.loop.execute(() -> connecting.cancel(false));
        assertThat(underWay.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesAnIdleConnectionOnlyOverTheSameRouteAndOnlyWhileItIsOpen() {
        Target echo = target(opened(LineProxy.echo()));
        LineProxy proxy = opened(LineProxy.working());
        Router router = router(chain(hop(node("a", proxy))), 0);
        List<String> routes = new ArrayList<>();
        Channel first =
                connect(
                        router,
                        echo,
                        route -> {
                            routes.add(route);
                            return null;
                        });
        assertThat(routes).containsExactly("a@" + proxy.address() + " > " + echo);
        assertThat(first.attr(IdleUpstreams.ROUTE).get()).isEqualTo(routes.getFirst());
        IdleUpstreams kept = route -> route.equals(routes.getFirst()) ? first : null;
        assertThat(connect(router, echo, kept)).isSameAs(first);
        assertThat(proxy.requests).hasSize(1);
        first.close().awaitUninterruptibly();
        assertThat(connect(router, echo, kept)).isNotSameAs(first);
        assertThat(proxy.requests).hasSize(2);
    }

    @Test
    void anIdleConnectionIsNotTakenOverANodeThatOnlyLooksTheSame() {
        Target echo = target(opened(LineProxy.echo()));
        LineProxy proxy = opened(LineProxy.working());
        Channel first = connect(router(chain(hop(node("a", proxy))), 0), echo, _ -> null);
        List<Channel> kept = new ArrayList<>(List.of(first));
        Router changed = router(chain(hop(node("a", proxy))), 0);
        Channel second = connect(changed, echo, _ -> kept.isEmpty() ? null : kept.removeFirst());
        assertThat(second).isNotSameAs(first);
        assertThat(first.closeFuture().awaitUninterruptibly(5, TimeUnit.SECONDS)).isTrue();
        assertThat(proxy.requests).hasSize(2);
        assertThat(connect(changed, echo, _ -> second)).isSameAs(second);
    }

    @Test
    void aStrategyThatThrowsOrPicksWhatItWasNotOfferedEndsTheRequestAlsoWhenRetrying() {
        LineProxy echo = opened(LineProxy.echo());
        Node dead = patient("dead");
        Node stranger = node("stranger", opened(LineProxy.working()));
        Object[] picks = {dead, stranger};
        for (Object last :
                new Object[] {stranger, "not even a node", new IllegalStateException()}) {
            picks[1] = last;
            Pool<Node> hop =
                    RoutingRig.hop(
                            "hop", selector(scripted(picks), dead, patient("b"), patient("c")));
            Chain chain = chain(hop);
            GostException failure = failure(router(chain, 5), echo);
            assertThat(failure.category()).isIn(Category.PLUGIN, Category.INTERNAL);
        }
    }

    @Test
    void opensConnectionsPastTheChainFromAnyThread() {
        LineProxy echo = opened(LineProxy.echo());
        Router router = router(chain(hop()), 0);
        assertThat(exchange(Await.result(router.open(target(echo), rig.loop)))).isEqualTo("ping");
        assertThat(exchange(rig.ask(_ -> router.open(target(echo), rig.loop)))).isEqualTo("ping");
    }

    private LineProxy opened(LineProxy server) {
        return rig.opened(server);
    }

    private static LineProxy gone() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        return gone;
    }

    private Router router(@Nullable Chain chain, int retries) {
        return new Router(rig.network, chain, Duration.ofSeconds(10), retries);
    }

    @SafeVarargs
    private static Chain chain(Pool<Node>... hops) {
        List<Pool<Node>> way = new ArrayList<>();
        for (Pool<Node> hop : hops) {
            way.add(hop);
        }
        return new Chain("chain", way);
    }

    private static Pool<Node> hop(Node... nodes) {
        return RoutingRig.hop(
                "hop", new Selector<>(List.of(nodes), new RoutingRig.First(), RoutingRig.WATCH));
    }

    private Node patient(String name) {
        return RoutingRig.node(name, gone(), RoutingRig.tcp(), new LineConnector(), PATIENT);
    }

    /** Failed nodes stay in, so that the strategy is asked again. */
    private static Selector<Node> selector(SelectionStrategy strategy, Node... nodes) {
        return new Selector<>(List.of(nodes), strategy, PATIENT);
    }

    private Channel connect(Router router, LineProxy target) {
        return connect(router, target(target), IdleUpstreams.NONE);
    }

    private Channel connect(Router router, Target target, IdleUpstreams idle) {
        return rig.ask(client -> router.connect(client, target, idle));
    }

    private GostException failure(Router router, LineProxy target) {
        return rig.refused(client -> router.connect(client, target(target), IdleUpstreams.NONE));
    }

    private static Dialer watched(CompletableFuture<Channel> opened) {
        StreamTransport tcp =
                new StreamTransport() {
                    @Override
                    public SocketOptions socketOptions() {
                        return SocketOptions.DEFAULT;
                    }

                    @Override
                    public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
                        opened.complete(channel);
                        return CompletableFuture.completedStage(channel);
                    }
                };
        return tcp.dialer();
    }

    /** Picks, or throws, one thing after the other, whether they are candidates or not. */
    private static SelectionStrategy scripted(Object[] picks) {
        return new SelectionStrategy() {
            private int next;

            @Override
            @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // it lies on purpose
            public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
                Object pick = picks[next++];
                if (pick instanceof RuntimeException failure) {
                    throw failure;
                }
                return (C) pick;
            }
        };
    }
}
