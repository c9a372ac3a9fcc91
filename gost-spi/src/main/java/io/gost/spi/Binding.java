package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * A listening socket, here or on a proxy, that somebody else's connections arrive on.
 *
 * <p><b>Threads.</b> Methods are called on the event loop of whoever asked for the binding, and
 * stages complete there.
 */
@ImplementedByPlugin
public interface Binding {
    /**
     * Who connected, on channels of a binding on a proxy: their {@link Channel#remoteAddress()} is
     * the proxy.
     */
    AttributeKey<SocketAddress> VISITOR = AttributeKey.valueOf(Binding.class, "visitor");

    /**
     * Where the socket listens.
     *
     * @return the bound address, with the real port
     */
    SocketAddress address();

    /**
     * Waits for one connection.
     *
     * @return a parked channel, owned by the caller, its peer's address in {@link #VISITOR} if it
     *     has one, else in {@link Channel#remoteAddress()}; fails with {@code UNREACHABLE} when the
     *     binding is closed
     */
    CompletionStage<Channel> accept();

    /** Stops listening and closes connections that nobody accepted. Idempotent. */
    void close();
}
