package io.gost.runtime.service;

import io.gost.runtime.net.Handover;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.service.LifecycleCommands.Phase;
import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerStatus;
import io.gost.spi.Network;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The listening half of a service, with the commands that are run when it comes and goes. Any
 * thread may look; one thread at a time starts and stops it.
 */
final class Listening {
    private final Supplier<Optional<Listener>> maker;
    private final @Nullable ListeningContext context;
    private final LifecycleCommands commands;
    private final OptionGroup options;
    private final AtomicReference<@Nullable CompletionStage<Void>> stopping =
            new AtomicReference<>();
    private volatile Listener listener;
    private volatile @Nullable SocketAddress bound;
    private volatile boolean inherits;
    private volatile boolean bequeaths;

    /**
     * A listener.
     *
     * @param listener the listener
     * @param maker makes another one like it, because a listener starts once
     * @param context what all of them are lent, or {@code null} when they bind nothing of ours
     * @param commands those of the service
     * @param options the metadata it has read
     */
    Listening(
            Listener listener,
            Supplier<Optional<Listener>> maker,
            @Nullable ListeningContext context,
            LifecycleCommands commands,
            OptionGroup options) {
        this.listener = listener;
        this.maker = maker;
        this.context = context;
        this.commands = commands;
        this.options = options;
    }

    OptionGroup options() {
        return options;
    }

    Network network() {
        return listener.network();
    }

    /** The port it wants; 0 for any, or when it is not known. */
    int port() {
        return context == null ? 0 : context.address().port();
    }

    /** Whether {@link #start} may take any time, because its address is on a proxy. */
    boolean startsLater() {
        return listener.startsLater();
    }

    /** The longest that {@link #start} and {@link #stop} may take for commands alone. */
    Duration timeForCommands() {
        return commands.longest(Phase.PRE_UP, Phase.POST_UP, Phase.PRE_DOWN);
    }

    /** Offers its socket to whoever wants the address. */
    void giveUp(Handover handover) {
        if (context != null) {
            context.giveUp(handover);
        }
    }

    /** Whether what the commands have done for the other one is right for this one, too. */
    @SuppressWarnings("ReferenceEquality") // kept when they are the same
    boolean continues(Listening other) {
        return commands == other.commands;
    }

    /** To be started without commands, because an earlier one's have been run. */
    void inherit() {
        inherits = true;
    }

    /** To be stopped without commands, because a later one goes on. */
    void bequeath() {
        bequeaths = true;
    }

    /** To go on after all, because a later one cannot. */
    void stay() {
        // When it has to be started again: what it left to the later one has not been undone.
        inherits = bequeaths;
        bequeaths = false;
    }

    /**
     * Runs the commands for that, binds and begins to accept.
     *
     * @param acceptor takes the connections
     * @param handover the change that this is part of
     * @return the bound address; fails with a {@link GostException} that names it
     */
    CompletionStage<SocketAddress> start(Acceptor acceptor, Handover handover) {
        if (inherits) {
            return listen(acceptor, handover);
        }
        return commands.run(Phase.PRE_UP, null)
                .thenCompose(_ -> listen(acceptor, handover))
                .thenCompose(
                        address ->
                                commands.run(Phase.POST_UP, text(address)).thenApply(_ -> address));
    }

    private CompletionStage<SocketAddress> listen(Acceptor acceptor, Handover handover) {
        if (context != null) {
            context.during(handover);
        }
        Listener starting = listener;
        try {
            return starting.start(acceptor).thenApply(address -> started(starting, address));
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    @SuppressWarnings("ReferenceEquality") // another one is what renewing brings
    private SocketAddress started(Listener by, SocketAddress address) {
        if (by != listener || stopping.get() != null) {
            // Nobody waited for it any more, and nobody else would give up its socket.
            by.stop();
        } else {
            bound = address;
        }
        return address;
    }

    /** Makes it startable again, after it was stopped or could not be started. */
    void renew() {
        maker.get().ifPresent(fresh -> listener = fresh);
        bound = null;
        stopping.set(null);
    }

    /**
     * Runs the commands for that and stops accepting. Sessions go on. Asking again gives the same
     * stage.
     *
     * @return done
     */
    CompletionStage<Void> stop() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletionStage<Void> begun = stopping.compareAndExchange(null, first);
        if (begun != null) {
            return begun;
        }
        CompletionStage<Void> ready =
                hasCommandsLeft()
                        ? commands.run(Phase.PRE_DOWN, boundText())
                        : CompletableFuture.completedStage(null);
        ready.thenCompose(_ -> stopListening())
                .whenComplete(
                        (_, failure) -> {
                            if (failure == null) {
                                first.complete(null);
                            } else {
                                first.completeExceptionally(GostException.of(failure));
                            }
                        });
        return first;
    }

    /** A listener may say that it has stopped when it has only begun to close its socket. */
    private CompletionStage<Void> stopListening() {
        try {
            CompletionStage<Void> stopped = listener.stop();
            return context == null ? stopped : stopped.thenCompose(_ -> context.released());
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    /**
     * Runs the commands for when everything is closed, if it was ever started.
     *
     * @return done
     */
    CompletionStage<Void> runLastCommands() {
        return hasCommandsLeft()
                ? commands.run(Phase.POST_DOWN, boundText())
                : CompletableFuture.completedStage(null);
    }

    private boolean hasCommandsLeft() {
        return bound != null && !bequeaths;
    }

    /** How it stands with the address, empty before {@link #start} has completed. */
    Optional<ListenerStatus> status() {
        return listener.status()
                .or(() -> Optional.ofNullable(bound).map(ListenerStatus.Listening::new));
    }

    private @Nullable String boundText() {
        SocketAddress address = bound;
        return address == null ? null : text(address);
    }

    static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet
                ? NetUtil.toSocketAddressString(inet)
                : address.toString();
    }
}
