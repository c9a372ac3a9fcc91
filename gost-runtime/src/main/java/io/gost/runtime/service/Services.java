package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Bypass;
import io.gost.runtime.metrics.LiveState;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.RouteExplanation;
import io.gost.runtime.tls.TlsEngine;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;

import org.slf4j.Logger;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The services of one configuration, started and stopped together.
 *
 * <p>Used by the thread that starts the process and the one that stops it; both may block here.
 */
public final class Services implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final List<Service> services;
    private final RouteParts parts;
    private final Metrics metrics;
    private final Logger logger;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Holds what an assembler built.
     *
     * @param services in configuration order
     * @param parts what their routes are made of, closed after the services
     * @param metrics what they count
     * @param logger told of what cannot be stopped
     */
    Services(List<Service> services, RouteParts parts, Metrics metrics, Logger logger) {
        this.services = List.copyOf(services);
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
        return services;
    }

    /**
     * How the groups of nodes, chains and targets stand.
     *
     * @return a moment's picture of each
     */
    public List<GroupState> groups() {
        return parts.states();
    }

    /**
     * Writes what is counted, and how everything stands, in the text format of Prometheus, version
     * 0.0.4.
     *
     * @param out gets the text
     * @throws IOException when {@code out} does
     */
    public void writeMetrics(Appendable out) throws IOException {
        List<String> states = services.stream().map(each -> each.report().state()).toList();
        metrics.writeTo(out, new LiveState(states, NodeStates.of(groups())));
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
        List<Service> asked =
                services.stream()
                        .filter(each -> service.isEmpty() || each.name().equals(service))
                        .toList();
        if (asked.isEmpty()) {
            throw new GostException(
                    Category.CONFIG,
                    service.isEmpty()
                            ? "there are no services"
                            : "there is no service \"" + service + "\"");
        }
        RouteExplanation explanation =
                new RouteExplanation(new ExplainedRequest(client, target), parts::selection);
        asked.forEach(each -> explain(each.context(), explanation, target));
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

    /**
     * Starts every service in turn. When one cannot start, those already started are stopped again.
     *
     * @throws GostException that names the service and the address
     */
    public void start() {
        List<Service> started = new ArrayList<>();
        for (Service service : services) {
            started.add(service);
            try {
                CompletionStage<?> starting = service.start();
                if (!service.startsLater()) {
                    await(starting, START.plus(service.timeForCommands()), "did not start");
                }
            } catch (GostException e) {
                started.reversed().forEach(this::stopAccepting);
                throw new GostException(
                        e.category(), "service " + service.name() + ": " + e.getMessage(), e);
            }
        }
        parts.backgrounds().forEach(Background::start);
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
        services.reversed().forEach(Service::stopAccepting); // all of them before waiting for one
        services.reversed().forEach(this::stopAccepting);
        if (drain.isPositive()) {
            new Draining(services, logger).await(drain);
        }
        services.reversed()
                .forEach(service -> attempt("service " + service.name(), service::close));
        parts.backgrounds().forEach(each -> attempt(each.name(), each::close));
        List<CompletionStage<Void>> last =
                services.reversed().stream().map(Service::runLastCommands).toList();
        last.forEach(each -> each.toCompletableFuture().join());
    }

    private void stopAccepting(Service service) {
        attempt(
                "service " + service.name(),
                () ->
                        await(
                                service.stopAccepting(),
                                STOP.plus(service.timeForCommands()),
                                "did not stop accepting"));
    }

    private void attempt(String subject, Runnable closing) {
        try {
            closing.run();
        } catch (RuntimeException | LinkageError e) {
            logger.warn("{}: {}", subject, GostException.of(e).getMessage());
        }
    }

    private static void await(CompletionStage<?> stage, Duration patience, String otherwise) {
        try {
            stage.toCompletableFuture().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | CancellationException e) {
            throw GostException.of(e);
        } catch (TimeoutException e) {
            throw new GostException(
                    Category.TIMEOUT, otherwise + " within " + patience.toSeconds() + "s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GostException(Category.TIMEOUT, otherwise + ": interrupted", e);
        }
    }
}
