package io.gost.runtime.route;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.Candidate;
import io.gost.spi.Connector;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.StreamTransport;
import io.gost.spi.testkit.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** A network with one event loop, line proxies as nodes, and a client that asks for targets. */
final class RoutingRig implements AutoCloseable {
    /** All selectors' watch: they only look at their candidates more often than they need. */
    static final Watch WATCH = Watch.silent(FailureLimits.DEFAULT);

    final HostNetwork network = HostNetwork.open(1, NOPLogger.NOP_LOGGER);
    final EventLoop loop = network.sockets().nextLoop();
    final Client client = new Client();
    final List<Target> headings = new ArrayList<>();

    private final List<LineProxy> servers = new ArrayList<>();
    private final List<Channel> channels = new ArrayList<>();

    @Override
    public void close() {
        channels.forEach(Channel::close);
        servers.forEach(LineProxy::close);
        network.close();
    }

    LineProxy opened(LineProxy server) {
        servers.add(server);
        return server;
    }

    Router router(Chain chain, Duration timeout) {
        return new Router(network, chain, timeout, 0);
    }

    Router router(Chain chain) {
        return router(chain, Duration.ofSeconds(10));
    }

    /** A way of exactly these nodes. */
    static Chain way(Node... nodes) {
        List<Pool<Node>> hops = new ArrayList<>();
        for (Node node : nodes) {
            hops.add(hop(node.name(), new Selector<>(List.of(node), new First(), WATCH)));
        }
        return new Chain("chain", hops);
    }

    static Pool<Node> hop(String name, Selector<Node> selector) {
        return new Pool<>("hop " + name, Bypass.NONE, selector);
    }

    static Node node(String name, LineProxy proxy) {
        return node(name, proxy, tcp(), new LineConnector());
    }

    static Node node(String name, LineProxy proxy, Dialer dialer, Connector connector) {
        return node(name, proxy, dialer, connector, WATCH);
    }

    static Node node(
            String name, LineProxy proxy, Dialer dialer, Connector connector, Watch watch) {
        return new Node(
                name,
                proxy.address(),
                target(proxy),
                dialer,
                connector,
                Terms.NONE,
                watch.standing(name, Traits.NONE));
    }

    static Dialer tcp() {
        StreamTransport tcp = () -> SocketOptions.DEFAULT;
        return tcp.dialer();
    }

    static Target target(LineProxy server) {
        return Target.tcp("127.0.0.1", server.port());
    }

    /** Asks on the client's loop. */
    Channel ask(Function<Client, CompletionStage<Channel>> request) {
        Channel channel = Await.stageOn(loop, () -> request.apply(client));
        channels.add(channel);
        return channel;
    }

    /** Asks and expects a failure. */
    GostException refused(Function<Client, CompletionStage<Channel>> request) {
        try {
            throw new AssertionError("got " + ask(request));
        } catch (GostException expected) {
            return expected;
        }
    }

    /** Sends four bytes to an echo server and waits for their return. */
    static String exchange(Channel channel) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        channel.eventLoop()
                .execute(
                        () -> {
                            Parking.takeOver(channel, new Answer(answer));
                            channel.writeAndFlush(
                                    Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII));
                        });
        return Await.result(answer);
    }

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

    static final class First implements SelectionStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }
    }

    /** Who asks. */
    final class Client implements Flow {
        @Override
        public EventLoop eventLoop() {
            return loop;
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public Network network() {
            return Network.TCP;
        }

        @Override
        public void heading(Target target) {
            headings.add(target);
        }

        @Override
        public Logger logger() {
            return NOPLogger.NOP_LOGGER;
        }

        @Override
        public @Nullable InetAddress clientIp() {
            return null;
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
            return new Random(1);
        }
    }
}
