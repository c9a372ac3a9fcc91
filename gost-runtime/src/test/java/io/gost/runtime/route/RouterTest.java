package io.gost.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.FailureMarker;
import io.gost.runtime.select.MonotonicClock;
import io.gost.runtime.select.Selector;
import io.gost.spi.Candidate;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.StreamTransport;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

class RouterTest {
    private final HostNetwork network = HostNetwork.open(1, NOPLogger.NOP_LOGGER);
    private final List<AutoCloseable> servers = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();

    @AfterEach
    void closeEverything() throws Exception {
        channels.forEach(Channel::close);
        for (AutoCloseable server : servers) {
            server.close();
        }
        network.close();
    }

    @Test
    void connectsDirectlyWithoutAChain() {
        LineProxy echo = opened(LineProxy.echo());
        assertThat(exchange(router(null, 0), echo)).isEqualTo("ping");
    }

    @Test
    void passesEveryHopInOrder() {
        LineProxy echo = opened(LineProxy.echo());
        LineProxy first = opened(LineProxy.working());
        LineProxy second = opened(LineProxy.working());
        LineProxy third = opened(LineProxy.working());
        Chain chain = chain(hop(node("a", first)), hop(node("b", second)), hop(node("c", third)));
        assertThat(exchange(router(chain, 0), echo)).isEqualTo("ping");
        assertThat(first.requests).containsExactly(second.address());
        assertThat(second.requests).containsExactly(third.address());
        assertThat(third.requests).containsExactly(echo.address());
    }

    @Test
    void aNodeThatRefusesIsMarkedAndTheRetryTakesAnother() {
        LineProxy echo = opened(LineProxy.echo());
        LineProxy gone = LineProxy.working();
        gone.close();
        Node dead = node("dead", gone);
        Node alive = node("alive", opened(LineProxy.working()));
        assertThat(exchange(router(chain(hop(dead, alive)), 1), echo)).isEqualTo("ping");
        assertThat(dead.marker().failures()).isEqualTo(1);
        assertThat(alive.marker().failures()).isZero();
    }

    @Test
    void anUnreachableTargetMarksNobody() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        Node node = node("a", opened(LineProxy.working()));
        assertThat(failure(router(chain(hop(node)), 0), gone).category())
                .isEqualTo(Category.UNREACHABLE);
        assertThat(node.marker().failures()).isZero();
    }

    @Test
    void aRefusedDirectConnectionSaysSo() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        GostException failure = failure(router(null, 0), gone);
        assertThat(failure.category()).isEqualTo(Category.REFUSED);
        assertThat(failure).hasMessage("dial " + gone.address() + ": connection refused");
    }

    @Test
    void aSecondHopThatNeverAnswersEndsWithTheDeadlineAndIsNotTheTargetsFault() {
        LineProxy echo = opened(LineProxy.echo());
        Node first = node("first", opened(LineProxy.silent()));
        Node second = node("second", opened(LineProxy.working()));
        Router router =
                new Router(network, chain(hop(first), hop(second)), Duration.ofMillis(50), 0);
        GostException failure = failure(router, echo);
        assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
        assertThat(failure.getMessage()).contains("second").contains("50ms");
        assertThat(second.marker().failures()).isEqualTo(1);
    }

    @Test
    void aHopWithoutNodesIsAnErrorAndNeverADirectConnection() {
        LineProxy echo = opened(LineProxy.echo());
        GostException failure = failure(router(chain(hop()), 3), echo);
        assertThat(failure.category()).isEqualTo(Category.UNREACHABLE);
        assertThat(failure.getMessage()).contains("node not available");
    }

    @Test
    void givingUpClosesTheConnectionUnderWay() throws Exception {
        LineProxy silent = opened(LineProxy.silent());
        LineProxy echo = opened(LineProxy.echo());
        Request flow = new Request();
        CompletableFuture<CompletableFuture<Channel>> started = new CompletableFuture<>();
        Router router = router(chain(hop(node("silent", silent))), 0);
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        Dialer dialer = watched(opened);
        Node watched = node("silent", silent, dialer);
        Router watching = router(chain(hop(watched)), 0);
        assertThat(router.attempts()).isEqualTo(1);
        flow.loop.execute(
                () -> started.complete(watching.connect(flow, target(echo), IdleUpstreams.NONE)));
        Channel underWay = opened.get(5, TimeUnit.SECONDS);
        CompletableFuture<Channel> connecting = started.get(5, TimeUnit.SECONDS);
        flow.loop.execute(() -> connecting.cancel(false));
        assertThat(underWay.closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void takesAnIdleConnectionOnlyOverTheSameRoute() {
        LineProxy echo = opened(LineProxy.echo());
        LineProxy proxy = opened(LineProxy.working());
        Router router = router(chain(hop(node("a", proxy))), 0);
        AtomicInteger asked = new AtomicInteger();
        List<String> routes = new ArrayList<>();
        Channel first =
                connect(
                        router,
                        target(echo),
                        route -> {
                            asked.incrementAndGet();
                            routes.add(route);
                            return null;
                        });
        assertThat(first.attr(IdleUpstreams.ROUTE).get()).isEqualTo(routes.getFirst());
        assertThat(routes.getFirst()).isEqualTo("a@" + proxy.address() + " > " + target(echo));
        Channel second =
                connect(
                        router,
                        target(echo),
                        route -> route.equals(routes.getFirst()) ? first : null);
        assertThat(second).isSameAs(first);
        assertThat(proxy.requests).hasSize(1);
    }

    private <T extends AutoCloseable> T opened(T server) {
        servers.add(server);
        return server;
    }

    private Router router(@org.jspecify.annotations.Nullable Chain chain, int retries) {
        return new Router(network, chain, Duration.ofSeconds(10), retries);
    }

    private static Chain chain(Hop... hops) {
        return new Chain("chain", List.of(hops));
    }

    private static Hop hop(Node... nodes) {
        return new Hop("hop", new Selector<>(List.of(nodes), new First(), FailureLimits.DEFAULT));
    }

    private static Node node(String name, LineProxy proxy) {
        StreamTransport tcp = () -> SocketOptions.DEFAULT;
        return node(name, proxy, tcp.dialer());
    }

    private static Node node(String name, LineProxy proxy, Dialer dialer) {
        return new Node(
                name,
                proxy.address(),
                target(proxy),
                1,
                dialer,
                new LineConnector(),
                new FailureMarker(MonotonicClock.SYSTEM),
                null);
    }

    private static Dialer watched(CompletableFuture<Channel> opened) {
        StreamTransport tcp =
                new StreamTransport() {
                    @Override
                    public SocketOptions socketOptions() {
                        return SocketOptions.DEFAULT;
                    }

                    @Override
                    public java.util.concurrent.CompletionStage<Channel> connect(
                            Channel channel, io.gost.spi.DialRequest request) {
                        opened.complete(channel);
                        return CompletableFuture.completedStage(channel);
                    }
                };
        return tcp.dialer();
    }

    private static Target target(LineProxy server) {
        return Target.tcp("127.0.0.1", server.port());
    }

    private GostException failure(Router router, LineProxy target) {
        CompletionException[] thrown = new CompletionException[1];
        assertThatThrownBy(() -> connect(router, target(target), IdleUpstreams.NONE))
                .isInstanceOfSatisfying(CompletionException.class, e -> thrown[0] = e);
        return (GostException) thrown[0].getCause();
    }

    private Channel connect(Router router, Target target, IdleUpstreams idle) {
        Request flow = new Request();
        CompletableFuture<Channel> connected = new CompletableFuture<>();
        flow.loop.execute(
                () ->
                        router.connect(flow, target, idle)
                                .whenComplete(
                                        (channel, failure) -> {
                                            if (failure == null) {
                                                connected.complete(channel);
                                            } else {
                                                connected.completeExceptionally(failure);
                                            }
                                        }));
        Channel channel = connected.orTimeout(10, TimeUnit.SECONDS).join();
        channels.add(channel);
        return channel;
    }

    private String exchange(Router router, LineProxy echo) {
        Channel channel = connect(router, target(echo), IdleUpstreams.NONE);
        CompletableFuture<String> answer = new CompletableFuture<>();
        channel.eventLoop()
                .execute(
                        () -> {
                            Parking.takeOver(channel, new Answer(answer));
                            channel.writeAndFlush(
                                    Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII));
                        });
        return answer.orTimeout(10, TimeUnit.SECONDS).join();
    }

    /** Collects four bytes. */
    private static final class Answer extends SimpleChannelInboundHandler<ByteBuf> {
        private final CompletableFuture<String> answer;
        private final StringBuilder text = new StringBuilder();

        Answer(CompletableFuture<String> answer) {
            this.answer = answer;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf msg) {
            text.append(msg.toString(StandardCharsets.US_ASCII));
            if (text.length() >= 4) {
                answer.complete(text.toString());
            }
        }
    }

    private static final class First implements SelectionStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }
    }

    private final class Request implements Flow {
        private final EventLoop loop = network.sockets().nextLoop();

        @Override
        public EventLoop eventLoop() {
            return loop;
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public void heading(Target target) {}

        @Override
        public Logger logger() {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public String clientId() {
            return "";
        }

        @Override
        public String hashSource() {
            return "127.0.0.1";
        }

        @Override
        public Target target() {
            return Target.tcp("", 0);
        }

        @Override
        public RandomGenerator random() {
            return new java.util.Random(1);
        }
    }
}
