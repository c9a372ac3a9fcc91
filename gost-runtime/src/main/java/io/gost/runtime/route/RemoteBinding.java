package io.gost.runtime.route;

import io.gost.spi.Binding;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * A binding that lives on another event loop than whoever asked for it, because it travels in a
 * shared session.
 *
 * @param binding used on its own loop alone
 * @param home that loop
 * @param asker where stages complete
 */
record RemoteBinding(Binding binding, EventLoop home, EventLoop asker) implements Binding {
    @Override
    public SocketAddress address() {
        return binding.address();
    }

    @Override
    public CompletionStage<Channel> accept() {
        return Stages.on(
                CompletableFuture.supplyAsync(binding::accept, home)
                        .thenCompose(Function.identity()),
                asker);
    }

    @Override
    public void close() {
        home.execute(binding::close);
    }
}
