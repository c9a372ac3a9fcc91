package io.gost.runtime.service;

import io.gost.runtime.net.Handover;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.slf4j.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * From the services of one configuration to those of the next: binds everything new, then swaps.
 * Until the swap nobody notices anything, and afterwards nothing can fail any more.
 *
 * <p>An address that an old listener has and a new one wants changes hands without a gap where it
 * is a socket of ours that listens for connections. Where it is not (datagrams, or another form of
 * the same port), the old listener lets go of it first, and gets it back when the change fails.
 */
final class Changeover {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Duration STOP = Duration.ofSeconds(2);

    private final List<ServiceState> after;
    private final List<ServiceState> leaving;
    private final List<ServiceState> arriving;
    private final Logger logger;
    private final Handover handover = new Handover();
    private final List<ServiceState> started = new ArrayList<>();
    private final List<ServiceState> suspended = new ArrayList<>();

    /**
     * Prepares.
     *
     * @param before what runs; empty at the start
     * @param after what shall run
     * @param logger told of what cannot be stopped
     */
    Changeover(List<ServiceState> before, List<ServiceState> after, Logger logger) {
        this.after = after;
        this.leaving = without(before, after);
        this.arriving = without(after, before);
        this.logger = logger;
    }

    /** Those whose listening half the others do not have. */
    private static List<ServiceState> without(List<ServiceState> some, List<ServiceState> others) {
        Set<Listening> known = new HashSet<>();
        others.forEach(state -> known.add(state.listening()));
        return some.stream().filter(state -> !known.contains(state.listening())).toList();
    }

    /**
     * Binds what is new.
     *
     * @throws GostException that names the service and the address; then everything is as before
     */
    void bind() {
        leaving.forEach(state -> state.listening().giveUp(handover));
        forEachSuccession(
                (old, successor) -> {
                    old.bequeath();
                    successor.inherit();
                });
        List<ServiceState> waiting = new ArrayList<>();
        try {
            for (ServiceState state : arriving) {
                if (!state.listening().startsLater() && !startOr(state, isCrowded(state))) {
                    waiting.add(state);
                }
            }
            waiting.forEach(this::suspendFor);
            waiting.forEach(state -> startOr(state, false));
        } catch (RuntimeException | LinkageError e) {
            undo();
            throw e;
        }
    }

    /** Of services that go on with another listener, and for which no commands need be run. */
    private void forEachSuccession(BiConsumer<Listening, Listening> action) {
        Map<Service, Listening> heirs = new HashMap<>();
        arriving.forEach(state -> heirs.put(state.service(), state.listening()));
        for (ServiceState old : leaving) {
            Listening heir = heirs.get(old.service());
            if (heir != null && heir.continues(old.listening())) {
                action.accept(old.listening(), heir);
            }
        }
    }

    /** Whether an old listener may be what keeps a new one from its address. */
    private boolean isCrowded(ServiceState state) {
        return leaving.stream().anyMatch(old -> isInTheWay(old, state));
    }

    private static boolean isInTheWay(ServiceState old, ServiceState state) {
        return state.listening().port() != 0
                && old.listening().port() == state.listening().port()
                && !old.listening().startsLater();
    }

    /**
     * Starts a service.
     *
     * @param maywait whether it is tried again when the address is free
     * @return whether it listens
     */
    private boolean startOr(ServiceState state, boolean maywait) {
        started.add(state);
        try {
            await(
                    state.listening().start(state.service()::accept, handover),
                    START.plus(state.listening().timeForCommands()),
                    "did not start");
            return true;
        } catch (GostException e) {
            if (maywait) {
                stop(state);
                started.remove(state);
                state.listening().renew();
                return false;
            }
            throw new GostException(
                    e.category(), "service " + state.service().name() + ": " + e.getMessage(), e);
        }
    }

    private void suspendFor(ServiceState state) {
        leaving.stream()
                .filter(old -> isInTheWay(old, state) && !suspended.contains(old))
                .forEach(
                        old -> {
                            suspended.add(old);
                            stop(old);
                        });
    }

    private void undo() {
        forEachSuccession((_, successor) -> successor.bequeath());
        started.reversed().forEach(this::stop);
        leaving.forEach(old -> old.listening().stay());
        suspended.forEach(old -> attempt(old, () -> startAgain(old)));
    }

    private static void startAgain(ServiceState old) {
        old.listening().renew();
        await(
                old.listening().start(old.service()::accept, opened()),
                START.plus(old.listening().timeForCommands()),
                "did not start again");
    }

    private static Handover opened() {
        Handover opened = new Handover();
        opened.complete();
        return opened;
    }

    /**
     * Gives new clients and new requests what is new, and stops listening where nobody shall. There
     * is no way back from here, so that what fails is logged and keeps nothing else from it.
     */
    void swap() {
        after.forEach(state -> state.service().use(state));
        handover.complete();
        started.forEach(state -> attempt(state, () -> logListening(state)));
        leaving.reversed().forEach(this::stop);
        leaving.reversed()
                .forEach(state -> attempt(state, () -> state.listening().runLastCommands()));
        gone().forEach(service -> Retirement.attempt(service.name(), service::drain, logger));
        arriving.forEach(state -> attempt(state, () -> startLater(state)));
    }

    private void startLater(ServiceState state) {
        if (state.listening().startsLater()) {
            state.listening()
                    .start(state.service()::accept, handover)
                    .thenRun(() -> logListening(state));
        }
    }

    private void attempt(ServiceState state, Runnable step) {
        Retirement.attempt("service " + state.service().name(), step, logger);
    }

    private List<Service> gone() {
        Set<Service> staying = new HashSet<>();
        after.forEach(state -> staying.add(state.service()));
        return leaving.stream()
                .map(ServiceState::service)
                .filter(service -> !staying.contains(service))
                .toList();
    }

    private static void logListening(ServiceState state) {
        state.service()
                .address()
                .ifPresent(
                        address -> {
                            state.reports().journal().listening(address);
                            state.context()
                                    .logger()
                                    .info(
                                            "listening on {}/{}",
                                            Listening.text(address),
                                            state.listening().network());
                        });
    }

    private void stop(ServiceState state) {
        stop(state, logger);
    }

    /** Stops accepting, and waits a little for it. */
    static void stop(ServiceState state, Logger logger) {
        Retirement.attempt(
                "service " + state.service().name(),
                () ->
                        await(
                                state.listening().stop(),
                                STOP.plus(state.listening().timeForCommands()),
                                "did not stop accepting"),
                logger);
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
