package io.gost.runtime.net;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * TCP connections from this host by name: looks the name up and tries its addresses as RFC 8305 has
 * it, the next one when an attempt fails or after 300 ms, until the first connects.
 */
public final class Outbound {
    private static final long FALLBACK_MILLIS = 300;

    private final Sockets sockets;
    private final Names names;

    /**
     * Joins sockets and names.
     *
     * @param sockets where connections are made
     * @param names where names are looked up
     */
    public Outbound(Sockets sockets, Names names) {
        this.sockets = sockets;
        this.names = names;
    }

    /**
     * Connects.
     *
     * @param target a TCP target
     * @param options socket options
     * @param loop where the channel shall live; called on it
     * @return a parked channel; fails with a {@link GostException}. Cancelling the stage ends the
     *     attempts
     */
    public CompletableFuture<Channel> connect(
            Target target, SocketOptions options, EventLoop loop) {
        switch (target.network()) {
            case TCP, TCP4, TCP6 -> {}
            default ->
                    throw new GostException(
                            Category.CONFIG,
                            "network "
                                    + target.network()
                                    + " is not available for direct connections");
        }
        InetSocketAddress literal = target.toSocketAddress();
        if (!literal.isUnresolved() && !target.host().isEmpty()) {
            return sockets.connect(literal, options, loop);
        }
        CompletableFuture<Channel> result = new CompletableFuture<>();
        names.resolve(target, loop)
                .whenComplete(
                        (addresses, failure) -> {
                            if (failure != null) {
                                result.completeExceptionally(GostException.of(failure));
                            } else {
                                new Race(addresses, options, loop, result).next();
                            }
                        });
        return result;
    }

    /** One name's addresses, tried one after the other and side by side. Confined to the loop. */
    private final class Race {
        private final Iterator<InetSocketAddress> addresses;
        private final SocketOptions options;
        private final EventLoop loop;
        private final CompletableFuture<Channel> result;
        private int running;

        Race(
                List<InetSocketAddress> addresses,
                SocketOptions options,
                EventLoop loop,
                CompletableFuture<Channel> result) {
            this.addresses = addresses.iterator();
            this.options = options;
            this.loop = loop;
            this.result = result;
        }

        void next() {
            if (result.isDone() || !addresses.hasNext()) {
                return;
            }
            running++;
            CompletableFuture<Channel> attempt = sockets.connect(addresses.next(), options, loop);
            result.whenComplete((_, _) -> attempt.cancel(false));
            attempt.whenComplete(this::ended);
            if (addresses.hasNext() && !attempt.isDone()) {
                var fallback = loop.schedule(this::next, FALLBACK_MILLIS, TimeUnit.MILLISECONDS);
                attempt.whenComplete((_, _) -> fallback.cancel(false));
            }
        }

        private void ended(@Nullable Channel channel, @Nullable Throwable failure) {
            running--;
            if (channel != null) {
                if (!result.complete(channel)) {
                    channel.close();
                }
            } else if (addresses.hasNext()) {
                next();
            } else if (running == 0 && failure != null) {
                result.completeExceptionally(GostException.of(failure));
            }
        }
    }
}
