package io.gost.runtime.net;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The way out of this host, by name.
 *
 * <p>For TCP it looks the name up and tries its addresses as RFC 8305 has it, the next one when an
 * attempt fails or after 300 ms, until the first connects.
 */
public final class Outbound {
    private static final long FALLBACK_MILLIS = 300;
    private static final InetSocketAddress ANY = new InetSocketAddress(0);

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
     * @param target a TCP target, or a UDP one for a datagram channel
     * @param options socket options, for streams
     * @param loop where the channel shall live
     * @return a parked channel, completed on the loop; fails with a {@link GostException}.
     *     Cancelling the stage ends the attempts
     */
    public CompletableFuture<Channel> connect(
            Target target, SocketOptions options, EventLoop loop) {
        return switch (target.network()) {
            case TCP, TCP4, TCP6 -> stream(target, options, loop);
            case UDP, UDP4, UDP6 -> datagrams(target, loop);
            case UNIX, SERIAL, IP -> unavailable(target.network(), "direct connections");
        };
    }

    /** A datagram channel to one peer; of a name's addresses, the first that there is a way to. */
    private CompletableFuture<Channel> datagrams(Target target, EventLoop loop) {
        CompletableFuture<Channel> opened =
                Stages.on(names.resolve(target, loop), loop)
                        .thenCompose(addresses -> datagrams(addresses, loop));
        return Stages.on(opened, loop); // closes a socket that nobody waits for any more
    }

    private CompletableFuture<Channel> datagrams(List<InetSocketAddress> peers, EventLoop loop) {
        CompletableFuture<Channel> opening = sockets.connectDatagrams(peers.getFirst(), loop);
        for (InetSocketAddress other : peers.subList(1, peers.size())) {
            opening = opening.exceptionallyCompose(_ -> sockets.connectDatagrams(other, loop));
        }
        return opening;
    }

    private CompletableFuture<Channel> stream(
            Target target, SocketOptions options, EventLoop loop) {
        InetSocketAddress literal = Names.literal(target);
        if (literal != null) {
            return sockets.connect(literal, options, loop);
        }
        CompletableFuture<Channel> result = new CompletableFuture<>();
        Stages.on(names.resolve(target, loop), loop)
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

    /**
     * Opens a channel of datagrams for many peers. Names are looked up for each datagram; one that
     * cannot be sent is dropped.
     *
     * @param network {@link Network#UDP}, or the one family that datagrams may be sent to
     * @param loop where the channel shall live
     * @return a parked channel of {@link io.gost.spi.Datagram} messages, completed on the loop;
     *     fails with a {@link GostException}
     */
    public CompletableFuture<Channel> associate(Network network, EventLoop loop) {
        return switch (network) {
            case UDP, UDP4, UDP6 ->
                    sockets.datagrams(network, ANY, loop)
                            .thenApply(channel -> addressed(channel, network));
            case TCP, TCP4, TCP6, UNIX, SERIAL, IP -> unavailable(network, "associations");
        };
    }

    /** Makes datagrams of a socket's packets. */
    Channel addressed(Channel socket, Network network) {
        Parking.addLayers(socket, new DatagramCodec(names, network));
        return socket;
    }

    private static CompletableFuture<Channel> unavailable(Network network, String purpose) {
        return Stages.failed(
                Category.CONFIG, "network " + network + " is not available for " + purpose);
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
