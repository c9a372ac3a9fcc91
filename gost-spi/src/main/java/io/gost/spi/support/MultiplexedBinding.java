package io.gost.spi.support;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A binding on a proxy, whose connections arrive as streams of one multiplexed session. Each stream
 * begins with a preface that names the visitor. A stream whose preface is wrong or late is closed,
 * and harms nobody else. {@link StreamedBinding} is the other side.
 *
 * <p>Confined to the event loop of the channel to the proxy.
 */
public final class MultiplexedBinding implements Binding {
    // Connections that nobody asked for yet; more than these are refused by closing them.
    private static final int BACKLOG = 128;
    private static final Duration PREFACE = Duration.ofSeconds(15);

    private final SocketAddress address;
    private final Function<Channel, CompletionStage<SocketAddress>> preface;
    private final Deque<Channel> arrived = new ArrayDeque<>();
    private final Deque<CompletableFuture<Channel>> waiting = new ArrayDeque<>();
    private final MultiplexSession session;
    private int reading;
    private boolean closed;

    @SuppressWarnings("this-escape") // the session calls back later, on the loop
    private MultiplexedBinding(
            Channel channel,
            SocketAddress address,
            Multiplexer multiplexer,
            Function<Channel, CompletionStage<SocketAddress>> preface) {
        this.address = address;
        this.preface = preface;
        this.session = multiplexer.server(channel, this::begin);
        Stages.on(session.closed(), channel.eventLoop()).thenRun(this::end);
    }

    /**
     * Starts the session.
     *
     * @param channel a parked channel to a proxy that listens; the binding owns it from now on
     * @param address where the proxy listens
     * @param multiplexer makes the session
     * @param preface reads the beginning of a stream, which it is given parked and parks again; the
     *     result is the visitor's address
     * @return the binding
     */
    public static Binding over(
            Channel channel,
            SocketAddress address,
            Multiplexer multiplexer,
            Function<Channel, CompletionStage<SocketAddress>> preface) {
        return new MultiplexedBinding(channel, address, multiplexer, preface);
    }

    @Override
    public SocketAddress address() {
        return address;
    }

    @Override
    public CompletionStage<Channel> accept() {
        Channel next = arrived.poll();
        if (next != null) {
            return CompletableFuture.completedStage(next);
        }
        if (closed) {
            return Stages.failed(Category.UNREACHABLE, "the proxy has ended the binding");
        }
        CompletableFuture<Channel> wait = new CompletableFuture<>();
        waiting.add(wait);
        return wait;
    }

    @Override
    public void close() {
        session.close();
        end();
    }

    private void begin(Channel stream) {
        if (closed || reading + arrived.size() >= BACKLOG) {
            stream.close();
            return;
        }
        reading++;
        Stages.within(preface.apply(stream), stream, PREFACE, "proxy")
                .whenComplete(
                        (visitor, failure) -> {
                            reading--;
                            if (failure == null) {
                                stream.attr(Binding.VISITOR).set(visitor);
                                arrive(stream);
                            } else {
                                stream.close();
                            }
                        });
    }

    private void arrive(Channel stream) {
        for (CompletableFuture<Channel> wait = waiting.poll();
                wait != null;
                wait = waiting.poll()) {
            if (wait.complete(stream)) {
                return;
            }
        }
        if (closed) {
            stream.close();
        } else {
            arrived.add(stream);
        }
    }

    private void end() {
        closed = true;
        arrived.forEach(Channel::close);
        arrived.clear();
        for (CompletableFuture<Channel> wait = waiting.poll();
                wait != null;
                wait = waiting.poll()) {
            wait.completeExceptionally(
                    new GostException(Category.UNREACHABLE, "the proxy has ended the binding"));
        }
    }
}
