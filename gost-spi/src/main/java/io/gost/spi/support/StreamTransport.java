package io.gost.spi.support;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.ImplementedByPlugin;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.SocketOptions;
import io.netty.channel.Channel;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A transport that is TCP with layers on top, both sides in one small class: {@code tls}, {@code
 * ws}, {@code otls} … say only what their layers do. Binding, socket options, PROXY protocol,
 * admission, limits and statistics come from the runtime.
 *
 * <p>Without layers it is TCP itself.
 */
@ImplementedByPlugin
public interface StreamTransport {
    /**
     * The options of sockets this transport makes.
     *
     * @return the options
     */
    SocketOptions socketOptions();

    /**
     * Adds the server side's layers to an accepted connection. Called on the channel's event loop.
     *
     * @param channel a parked channel; the transport owns it until the stage completes and closes
     *     it when it fails
     * @return the same channel, or one on top of it, parked
     */
    default CompletionStage<Channel> accept(Channel channel) {
        return CompletableFuture.completedStage(channel);
    }

    /**
     * Adds the client side's layers to a connection that reaches a node. Called on the channel's
     * event loop.
     *
     * @param channel a parked channel; the transport owns it until the stage completes and closes
     *     it when it fails
     * @param request the node
     * @return the same channel, or one on top of it, parked
     */
    default CompletionStage<Channel> connect(Channel channel, DialRequest request) {
        return CompletableFuture.completedStage(channel);
    }

    /**
     * This transport as a listener.
     *
     * @param context the listener's context
     * @return the listener
     */
    default Listener listener(ListenerContext context) {
        return new StreamListener(this, context);
    }

    /**
     * This transport as a dialer.
     *
     * @return the dialer
     */
    default Dialer dialer() {
        return new StreamDialer(this);
    }
}
