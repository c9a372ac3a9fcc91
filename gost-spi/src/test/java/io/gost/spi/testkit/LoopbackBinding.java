package io.gost.spi.testkit;

import io.gost.spi.Binding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A listening socket on the loopback for {@link TestSession#bind}. */
final class LoopbackBinding implements Binding {
    private final Deque<Channel> arrived = new ArrayDeque<>();
    private final Deque<CompletableFuture<Channel>> waiting = new ArrayDeque<>();
    private Channel server;

    private LoopbackBinding() {}

    /** Binds; everything of the binding lives on one loop. */
    static CompletionStage<Binding> open(TestNetwork network, EventLoop loop) {
        LoopbackBinding binding = new LoopbackBinding();
        return network.listen(TestNetwork.loopback(), loop, binding::arrive)
                .thenApply(
                        server -> {
                            binding.server = server;
                            return binding;
                        });
    }

    @Override
    public SocketAddress address() {
        return server.localAddress();
    }

    @Override
    public CompletionStage<Channel> accept() {
        CompletableFuture<Channel> next = new CompletableFuture<>();
        Channel channel = arrived.poll();
        if (channel != null) {
            next.complete(channel);
        } else if (server.isOpen()) {
            waiting.add(next);
        } else {
            next.completeExceptionally(closed());
        }
        return next;
    }

    @Override
    public void close() {
        server.close();
        arrived.forEach(Channel::close);
        arrived.clear();
        waiting.forEach(next -> next.completeExceptionally(closed()));
        waiting.clear();
    }

    private void arrive(Channel channel) {
        CompletableFuture<Channel> next = waiting.poll();
        if (next != null) {
            next.complete(channel);
        } else if (server.isOpen()) {
            arrived.add(channel);
        } else {
            channel.close();
        }
    }

    private static GostException closed() {
        return new GostException(Category.UNREACHABLE, "the binding was closed");
    }
}
