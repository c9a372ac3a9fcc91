package io.gost.runtime.route;

import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.net.KeepAlive;
import io.gost.runtime.net.SocketBinding;
import io.gost.runtime.route.RouteAttempt.Aim;
import io.gost.runtime.select.Tried;
import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.DatagramBinding;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.GostException;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.AttributeKey;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;

/**
 * Reaches targets for one service: chooses a route for every attempt anew, and tries again when
 * another attempt may go better.
 *
 * <p>Called on the flow's event loop, from several loops at the same time.
 */
public final class Router {
    /** The live nodes that a connection leads through which may be used again. */
    private static final AttributeKey<List<Node>> PASSED =
            AttributeKey.valueOf(Router.class, "passed");

    private static final List<Route> DIRECT = List.of(Route.DIRECT);

    private final HostNetwork network;
    private final @Nullable Way way;
    private final Duration timeout;
    private final int attempts;

    /**
     * Makes a router.
     *
     * @param network this host's network
     * @param way the way through proxies, or {@code null} to go directly
     * @param timeout for each attempt, from choosing the route to the answer of the last proxy;
     *     zero or negative for none
     * @param retries further attempts after the first
     */
    public Router(HostNetwork network, @Nullable Way way, Duration timeout, int retries) {
        this.network = network;
        this.way = way;
        this.timeout = timeout;
        this.attempts = Math.max(1, retries + 1);
    }

    /**
     * A router that goes directly, for what belongs to the service and not to a client.
     *
     * @return with the same time-out, once
     */
    public Router direct() {
        return new Router(network, null, timeout, 0);
    }

    /**
     * Says how it would choose a route.
     *
     * @param explanation is told
     * @param target where to
     */
    public void explain(RouteExplanation explanation, Target target) {
        explanation.way(way, target);
    }

    /**
     * What it chooses routes from.
     *
     * @return empty when it goes directly
     */
    public Optional<Way> way() {
        return Optional.ofNullable(way);
    }

    /**
     * How often a target is tried.
     *
     * @return 1 or more
     */
    public int attempts() {
        return attempts;
    }

    /**
     * Reaches a target.
     *
     * @param flow the request
     * @param target where to
     * @param idle connections that may be used instead of a new one
     * @return a parked channel; fails with the last attempt's {@link GostException}; cancel it to
     *     give up
     */
    public CompletableFuture<Channel> connect(Flow flow, Target target, IdleUpstreams idle) {
        Request request = new Request(flow, target, Aim.CONNECT, idle, new Tried());
        request.attempt(0);
        return request.result;
    }

    /**
     * Opens a channel of datagrams for many peers.
     *
     * @param flow the request
     * @param network of the UDP family
     * @return a parked channel; fails as {@link #connect} does, and with {@code CONFIG} when the
     *     last proxy of the route cannot carry datagrams
     */
    public CompletableFuture<Channel> associate(Flow flow, Network network) {
        Target anybody = new Target(network, "", 0);
        Request request =
                new Request(flow, anybody, Aim.ASSOCIATE, IdleUpstreams.NONE, new Tried());
        request.attempt(0);
        return request.result;
    }

    /**
     * Reaches a target from this host, whatever chain there is, once.
     *
     * @param target where to
     * @param loop where the channel shall live
     * @return a parked channel; fails with a {@link GostException}
     */
    public CompletionStage<Channel> open(Target target, EventLoop loop) {
        CompletableFuture<CompletionStage<Channel>> started = new CompletableFuture<>();
        Runnable start =
                () ->
                        started.complete(
                                attempt(loop, Route.DIRECT, target, Aim.CONNECT).start(timeout));
        if (loop.inEventLoop()) {
            start.run();
        } else {
            loop.execute(start);
        }
        return started.thenCompose(walking -> walking);
    }

    /**
     * Binds a TCP address: on the last node of a route, or on this host where there is no way.
     *
     * @param flow the request
     * @param address the address
     * @return the binding, to be used on the flow's loop, where the stage completes; fails with a
     *     {@link GostException}, with {@code CONFIG} when the last proxy cannot bind
     */
    public CompletionStage<Binding> bind(Flow flow, Target address) {
        return way == null
                ? SocketBinding.open(network, address, flow.eventLoop())
                : askLastNode(
                        flow,
                        address,
                        BindingConnector.class,
                        (connector, channel) ->
                                connector
                                        .bind(channel, address)
                                        .thenApply(bound -> onLoop(bound, channel, flow)));
    }

    /**
     * Binds a UDP address, as {@link #bind} does for TCP.
     *
     * @param flow the request
     * @param address the address
     * @return the bound datagrams, on any loop; fails as {@link #bind} does
     */
    public CompletionStage<DatagramBinding> bindDatagrams(Flow flow, Target address) {
        return way == null
                ? network.bindDatagrams(address, flow.eventLoop())
                        .thenApply(socket -> new DatagramBinding(socket.localAddress(), socket))
                : askLastNode(
                        flow,
                        address,
                        DatagramBindingConnector.class,
                        (connector, channel) ->
                                connector
                                        .bindDatagrams(channel, address)
                                        .thenApply(Router::watched));
    }

    /**
     * Datagrams may stay away for long: without this nobody would notice that the proxy is gone.
     */
    private static DatagramBinding watched(DatagramBinding bound) {
        KeepAlive.watch(bound.channel());
        return bound;
    }

    private <C, B> CompletionStage<B> askLastNode(
            Flow flow,
            Target address,
            Class<C> ability,
            BiFunction<C, Channel, CompletionStage<B>> question) {
        try {
            // There is one address to bind, so there is nothing to race for.
            Route route = routes(flow, new Tried()).getFirst();
            return new LastNode(flow, route, network, timeout).ask(address, ability, question);
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    private static Binding onLoop(Binding bound, Channel channel, Flow flow) {
        return channel.eventLoop() == flow.eventLoop()
                ? bound
                : new RemoteBinding(bound, channel.eventLoop(), flow.eventLoop());
    }

    private RouteAttempt attempt(EventLoop loop, Route route, Target target, Aim aim) {
        return new RouteAttempt(loop, route.nodes(), target, aim, network)
                .countedBy(route.metrics());
    }

    /**
     * Reaches a target with a single attempt, for callers that choose another target for the next
     * one.
     *
     * @param flow the request
     * @param target where to
     * @param tried who did not work for the request so far; grows
     * @return as {@link #connect}
     */
    public CompletableFuture<Channel> connectOnce(Flow flow, Target target, Tried tried) {
        Request request = new Request(flow, target, Aim.CONNECT, IdleUpstreams.NONE, tried);
        request.attempt(attempts - 1);
        return request.result;
    }

    /**
     * Looks whether there is a way to a target. Nobody is marked by what comes of it.
     *
     * @param flow on whose behalf
     * @param target where to
     * @param patience how long it may take
     * @return as {@link #connect}
     */
    CompletableFuture<Channel> probe(Flow flow, Target target, Duration patience) {
        Route route = way == null ? Route.DIRECT : way.peek(flow);
        return attempt(flow.eventLoop(), route, target, Aim.PROBE).start(patience);
    }

    private List<Route> routes(Flow flow, Tried tried) {
        return way == null ? DIRECT : way.routes(flow, tried);
    }

    /** One target's attempts. */
    private final class Request {
        private final Flow flow;
        private final Target target;
        private final Aim aim;
        private final IdleUpstreams idle;
        private final Tried tried;
        private final CompletableFuture<Channel> result = new CompletableFuture<>();

        Request(Flow flow, Target target, Aim aim, IdleUpstreams idle, Tried tried) {
            this.flow = flow;
            this.target = target;
            this.aim = aim;
            this.idle = idle;
            this.tried = tried;
        }

        void attempt(int number) {
            try {
                choose(number);
            } catch (RuntimeException | Error e) {
                // A strategy or a handler broke its contract. A later attempt begins in a callback,
                // where nobody would hear of it.
                result.completeExceptionally(GostException.of(e));
            }
        }

        private void choose(int number) {
            List<Route> routes = routes(flow, tried);
            if (idle != IdleUpstreams.NONE) {
                for (Route route : routes) {
                    Channel kept = kept(route);
                    if (kept != null) {
                        result.complete(kept);
                        return;
                    }
                }
            }
            walk(routes, number);
        }

        private @Nullable Channel kept(Route route) {
            Channel kept = idle.take(route.describe(target));
            if (kept != null && !isUsable(kept, route)) {
                kept.close();
                return null;
            }
            return kept;
        }

        /** Its peer may have been faster, or its nodes may be there no longer. */
        private static boolean isUsable(Channel kept, Route route) {
            List<Node> passed = kept.attr(PASSED).get();
            return kept.isActive() && passed != null && route.isThrough(passed);
        }

        private void walk(List<Route> routes, int number) {
            Race race =
                    new Race(
                            routes,
                            route -> Router.this.attempt(flow.eventLoop(), route, target, aim));
            // All of them lead through the same chain.
            routes.getFirst().entered();
            CompletableFuture<Channel> walking = race.start(timeout);
            if (!walking.isDone()) {
                result.whenComplete(
                        (_, _) -> {
                            if (!walking.isDone()) {
                                walking.cancel(false);
                            }
                        });
            }
            walking.whenComplete(
                    (channel, failure) -> {
                        if (channel != null) {
                            race.route().reached(channel);
                            arrived(channel, race.route());
                        } else if (failure != null) {
                            GostException reason = GostException.of(failure);
                            race.blame(tried);
                            race.route().failed(race.isBroken(), reason, tried);
                            failed(race.describe(target), number, reason);
                        }
                    });
        }

        private void arrived(Channel channel, Route route) {
            if (flow.logger().isDebugEnabled()) {
                flow.logger().debug("route {}", route.describe(target));
            }
            if (idle != IdleUpstreams.NONE) {
                channel.attr(IdleUpstreams.ROUTE).set(route.describe(target));
                channel.attr(PASSED).set(route.nodes());
            }
            if (!result.complete(channel)) {
                channel.close();
            }
        }

        private void failed(String route, int number, GostException failure) {
            if (!flow.isWanted() || result.isDone()) {
                result.completeExceptionally(failure);
                return;
            }
            flow.logger().warn("route(retry={}) {}: {}", number, route, failure.getMessage());
            if (number + 1 < attempts && mayGoBetter(failure)) {
                attempt(number + 1);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }

    /** Whether another attempt, perhaps over other nodes, could end differently. */
    static boolean mayGoBetter(GostException failure) {
        return switch (failure.category()) {
            case HANDSHAKE, AUTHENTICATION, RESOLVE, UNREACHABLE, REFUSED, TIMEOUT, LIMIT -> true;
            case CONFIG, PLUGIN, DENIED, INTERNAL -> false;
        };
    }
}
