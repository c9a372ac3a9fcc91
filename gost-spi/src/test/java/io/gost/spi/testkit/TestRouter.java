package io.gost.spi.testkit;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is behind each target. A target that no test announced is a failure of category {@code
 * INTERNAL}, so that a wrongly read address cannot pass unnoticed.
 *
 * <p>Targets are told apart by host and port; the network does not matter.
 */
public final class TestRouter {
    private final Map<String, CompletableFuture<InetSocketAddress>> ways =
            new ConcurrentHashMap<>();
    private volatile @Nullable Target latest;
    private volatile boolean forwards;
    private volatile @Nullable Category bindingFailure;

    TestRouter() {}

    /**
     * Puts a server behind a target.
     *
     * @param target the target
     * @param address where the server listens
     */
    public void route(Target target, InetSocketAddress address) {
        announce(target, CompletableFuture.completedFuture(address));
    }

    /**
     * Puts a server behind a target with a made-up name.
     *
     * @param server the server
     * @return the target
     */
    public Target route(LoopbackServer server) {
        Target target = Target.tcp("target.test", server.address().getPort());
        route(target, server.address());
        return target;
    }

    /**
     * Makes connections to a target fail.
     *
     * @param target the target
     * @param category how
     */
    public void fail(Target target, Category category) {
        announce(
                target,
                CompletableFuture.failedFuture(
                        new GostException(category, "the test's router: " + category)));
    }

    /**
     * Makes connections to a target take until the test decides.
     *
     * @param target the target
     * @return complete it to go on
     */
    public CompletableFuture<InetSocketAddress> hold(Target target) {
        CompletableFuture<InetSocketAddress> way = new CompletableFuture<>();
        announce(target, way);
        return way;
    }

    /**
     * Makes {@link io.gost.spi.Session#bind} fail.
     *
     * @param category how
     */
    public void failBindings(@Nullable Category category) {
        bindingFailure = category;
    }

    /** How bindings fail, or {@code null} when they do not. */
    @Nullable Category bindingFailure() {
        return bindingFailure;
    }

    /** Makes {@link io.gost.spi.Session#forward} lead to the target announced last. */
    public void forwardToLatest() {
        forwards = true;
    }

    /**
     * Whether there is a forwarder.
     *
     * @return {@code true} after {@link #forwardToLatest}
     */
    public boolean forwards() {
        return forwards;
    }

    /**
     * Where {@link io.gost.spi.Session#forward} leads.
     *
     * @return the target announced last, or {@code null} when there is none or no forwarder
     */
    public @Nullable Target forwardTarget() {
        return forwards ? latest : null;
    }

    /**
     * The way to a target.
     *
     * @param target the target
     * @return its server's address; fails with a {@link GostException}
     */
    public CompletableFuture<InetSocketAddress> find(Target target) {
        CompletableFuture<InetSocketAddress> way = ways.get(target.toString());
        return way != null
                ? way
                : CompletableFuture.failedFuture(
                        new GostException(
                                Category.INTERNAL, "no test announced the target " + target));
    }

    private void announce(Target target, CompletableFuture<InetSocketAddress> way) {
        ways.put(target.toString(), way);
        latest = target;
    }
}
