package io.gost.runtime.service;

import io.gost.runtime.net.Handover;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.Listener;
import io.gost.spi.ListenerStatus;
import io.gost.spi.Network;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The listening half of a service. Any thread may look; one thread at a time starts and stops it.
 */
final class Listening {
    private final Supplier<Optional<Listener>> maker;
    private final @Nullable ListeningContext context;
    private final OptionGroup options;
    private volatile Listener listener;
    private volatile @Nullable SocketAddress bound;

    /**
     * A listener.
     *
     * @param listener the listener
     * @param maker makes another one like it, because a listener starts once
     * @param context what all of them are lent, or {@code null} when they bind nothing of ours
     * @param options the metadata it has read
     */
    Listening(
            Listener listener,
            Supplier<Optional<Listener>> maker,
            @Nullable ListeningContext context,
            OptionGroup options) {
        this.listener = listener;
        this.maker = maker;
        this.context = context;
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

    /** Offers its socket to whoever wants the address. */
    void giveUp(Handover handover) {
        if (context != null) {
            context.giveUp(handover);
        }
    }

    /**
     * Binds and begins to accept.
     *
     * @param acceptor takes the connections
     * @param handover the change that this is part of
     * @return the bound address; fails with a {@link GostException} that names it
     */
    CompletionStage<SocketAddress> start(Acceptor acceptor, Handover handover) {
        if (context != null) {
            context.during(handover);
        }
        try {
            return listener.start(acceptor)
                    .thenApply(
                            address -> {
                                bound = address;
                                return address;
                            });
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    /** Makes it startable again, after it was stopped or could not be started. */
    void renew() {
        maker.get().ifPresent(fresh -> listener = fresh);
    }

    /** Stops accepting. Sessions go on. Idempotent. */
    CompletionStage<Void> stop() {
        try {
            return listener.stop();
        } catch (RuntimeException | LinkageError e) {
            return CompletableFuture.failedStage(GostException.of(e));
        }
    }

    /** How it stands with the address, empty before {@link #start} has completed. */
    Optional<ListenerStatus> status() {
        return listener.status()
                .or(() -> Optional.ofNullable(bound).map(ListenerStatus.Listening::new));
    }
}
