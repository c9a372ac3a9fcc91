package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.metrics.LiveState;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.Member;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.RouteExplanation;
import io.gost.runtime.tls.TlsEngine;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;

import org.slf4j.Logger;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;

/**
 * The services of one configuration, and everything they use: one generation. What a later one has
 * in common with it is the same live object in both.
 *
 * <p>Used by the threads that start, change and stop; all may block here.
 */
public final class Services implements AutoCloseable {
    private final List<ServiceState> states;
    private final Map<String, Authenticator> authers;
    private final Parts parts;
    private final Metrics metrics;
    private final Logger logger;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Holds what an assembler built.
     *
     * @param states in configuration order
     * @param authers those that tell who may log in, by name
     * @param parts what they are made of
     * @param metrics what they count
     * @param logger told of what cannot be stopped
     */
    Services(
            List<ServiceState> states,
            Map<String, Authenticator> authers,
            Parts parts,
            Metrics metrics,
            Logger logger) {
        this.states = List.copyOf(states);
        this.authers = Map.copyOf(authers);
        this.parts = parts;
        this.metrics = metrics;
        this.logger = logger;
    }

    /**
     * Whether anything that was built in this process so far uses TLS.
     *
     * @return false when the native library has never been looked for
     */
    public boolean usesTls() {
        return TlsEngine.isAsked();
    }

    /**
     * The services.
     *
     * @return in configuration order
     */
    public List<Service> all() {
        return states.stream().map(ServiceState::service).toList();
    }

    /**
     * Finds what tells who may log in.
     *
     * @param name the auther's name
     * @return the auther, if there is one
     */
    public Optional<Authenticator> auther(String name) {
        return Optional.ofNullable(authers.get(name));
    }

    /**
     * How the groups of nodes, chains and targets stand.
     *
     * @return a moment's picture of each
     */
    public List<GroupState> groups() {
        return parts.pools().keySet().stream()
                .map(pool -> new GroupState(pool.name(), pool.report()))
                .toList();
    }

    /**
     * Writes what is counted, and how everything stands, in the text format of Prometheus, version
     * 0.0.4.
     *
     * @param out gets the text
     * @throws IOException when {@code out} does
     */
    public void writeMetrics(Appendable out) throws IOException {
        List<String> now = all().stream().map(each -> each.report().state()).toList();
        metrics.writeTo(out, new LiveState(now, NodeStates.of(groups())));
    }

    /**
     * Says what would become of a request. Nothing is connected.
     *
     * @param service the service's name; empty for all services
     * @param client who asks
     * @param target where to; a forwarder goes where it always does
     * @return lines for people
     * @throws GostException of category {@code CONFIG} when there is no such service
     */
    public List<String> explain(String service, InetAddress client, Target target) {
        List<ServiceContext> asked =
                states.stream()
                        .map(ServiceState::context)
                        .filter(each -> service.isEmpty() || each.name().equals(service))
                        .toList();
        if (asked.isEmpty()) {
            throw new GostException(
                    Category.CONFIG,
                    service.isEmpty()
                            ? "there are no services"
                            : "there is no service \"" + service + "\"");
        }
        Map<Pool<? extends Member>, String> selections = parts.pools();
        RouteExplanation explanation =
                new RouteExplanation(
                        new ExplainedRequest(client, target),
                        pool -> selections.getOrDefault(pool, ""));
        asked.forEach(each -> explain(each, explanation, target));
        return explanation.lines();
    }

    private static void explain(
            ServiceContext service, RouteExplanation explanation, Target target) {
        explanation.say("service " + service.name());
        Forwarder forwarder = service.forwarder();
        if (forwarder != null) {
            forwarder
                    .explain(explanation)
                    .ifPresent(chosen -> service.router().explain(explanation, chosen));
            return;
        }
        if (service.bypass() != Bypass.NONE && service.bypass().contains(target)) {
            explanation.say("refused: the service's bypass contains " + target);
            return;
        }
        service.router().explain(explanation, target);
        int attempts = service.router().attempts();
        if (attempts > 1) {
            explanation.say("tried up to " + attempts + " times, each time elsewhere if possible");
        }
    }

    /** The services and what they are made of, in configuration order. */
    List<ServiceState> states() {
        return states;
    }

    /** What the next generation is built from. */
    Parts parts() {
        return parts;
    }

    /**
     * Held by whoever builds the next generation, until that has taken over or was discarded.
     *
     * @return the lock that all generations have in common
     */
    public Lock building() {
        return parts.building();
    }

    /** Lets everything look whether the files that it reads have changed. */
    public void refresh() {
        parts.refresh();
    }

    /**
     * Starts every service. When one cannot start, those already started are stopped again.
     *
     * @throws GostException that names the service and the address
     */
    public void start() {
        start(List.of());
    }

    /**
     * Takes the place of the generation that this one was built from. Addresses change hands, new
     * requests use what is new, those under way finish on what they began with, and what nobody
     * uses any more is closed.
     *
     * @param before what runs, which is of no use afterwards
     * @throws GostException that names the service and the address; then all is as before, and this
     *     has to be {@linkplain #discard discarded}
     */
    public void startInPlaceOf(Services before) {
        start(before.states);
    }

    private void start(List<ServiceState> before) {
        Changeover changeover = new Changeover(before, states, logger);
        changeover.bind();
        changeover.swap();
        parts.begin();
    }

    /** Closes what only this generation has, which was not started. */
    public void discard() {
        parts.discard();
    }

    /** Closes everything without waiting for clients. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Stops accepting, waits for the clients, then closes what is left of them, every handler and
     * every node. What cannot be stopped is logged and does not keep the rest from it. Closing
     * again does nothing.
     *
     * @param drain how long clients may go on; zero or negative for not at all
     */
    public void close(Duration drain) {
        if (closed.getAndSet(true)) {
            return;
        }
        List<ServiceState> reversed = states.reversed();
        reversed.forEach(state -> state.listening().stop()); // all of them before waiting for one
        reversed.forEach(state -> Changeover.stop(state, logger));
        reversed.forEach(state -> state.reports().journal().closed());
        if (drain.isPositive()) {
            new Draining(all(), logger).await(drain);
        }
        for (ServiceState state : reversed) {
            Retirement.close(state.service(), logger);
            Retirement.close(state.handling(), logger);
        }
        parts.close();
        List<CompletionStage<Void>> last =
                reversed.stream().map(state -> state.listening().runLastCommands()).toList();
        last.forEach(each -> each.toCompletableFuture().join());
    }
}
