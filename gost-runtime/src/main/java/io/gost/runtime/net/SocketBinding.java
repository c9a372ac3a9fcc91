package io.gost.runtime.net;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A listening socket of this host. Confined to one event loop, accepted channels included. */
public final class SocketBinding implements Binding {
    // Connections that nobody asked for yet; more than these are refused by closing them.
    private static final int BACKLOG = 128;

    private final Deque<Channel> arrived = new ArrayDeque<>();
    private final Deque<CompletableFuture<Channel>> waiting = new ArrayDeque<>();
    private @Nullable Channel server;
    private boolean closed;

    private SocketBinding() {}

    /**
     * Listens.
     *
     * @param network this host's network
     * @param address where; an empty host is any address
     * @param loop where everything happens
     * @return the binding; fails with a {@link GostException}
     */
    public static CompletionStage<Binding> open(
            HostNetwork network, Target address, EventLoop loop) {
        if (address.network().isDatagram()) {
            return Stages.failed(
                    Category.CONFIG, "network " + address.network() + " is not available to bind");
        }
        SocketBinding binding = new SocketBinding();
        CompletionStage<Channel> listening =
                network.names()
                        .resolveLocal(address, loop)
                        .thenCompose(
                                local ->
                                        network.sockets()
                                                .listen(
                                                        address.network(),
                                                        local,
                                                        SocketOptions.DEFAULT,
                                                        loop,
                                                        binding::arrive));
        // A socket that could not even be made fails on another thread.
        return Stages.on(listening, loop)
                .thenApply(
                        server -> {
                            binding.server = server;
                            return binding;
                        });
    }

    @Override
    public SocketAddress address() {
        return Objects.requireNonNull(server).localAddress();
    }

    @Override
    public CompletionStage<Channel> accept() {
        if (closed) {
            return Stages.failed(Category.UNREACHABLE, "binding is closed");
        }
        Channel next = arrived.poll();
        if (next != null) {
            return CompletableFuture.completedStage(next);
        }
        CompletableFuture<Channel> wait = new CompletableFuture<>();
        waiting.add(wait);
        return wait;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        Objects.requireNonNull(server).close();
        arrived.forEach(Channel::close);
        arrived.clear();
        waiting.forEach(
                wait ->
                        wait.completeExceptionally(
                                new GostException(Category.UNREACHABLE, "binding is closed")));
        waiting.clear();
    }

    private void arrive(Channel channel) {
        for (CompletableFuture<Channel> wait = waiting.poll();
                wait != null;
                wait = waiting.poll()) {
            if (wait.complete(channel)) {
                return;
            }
        }
        if (closed || arrived.size() >= BACKLOG) {
            channel.close();
        } else {
            arrived.add(channel);
        }
    }
}
