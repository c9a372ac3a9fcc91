package io.gost.spi.support;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Ending one direction of a stream channel.
 *
 * <p>The end of input is seen as {@link ChannelInputShutdownEvent} (the user event Netty's sockets
 * fire) or, on carriers that cannot end one direction alone, as the channel's closing. The end of
 * output is asked for with {@link #shutdownOutput}.
 */
public final class HalfClose {
    private static final long LINGER_SECONDS = 30;

    private HalfClose() {}

    /**
     * A pipeline handler of a layer that says “no more from me” in a way of its own, such as TLS
     * with {@code close_notify}. The topmost one of a pipeline decides.
     */
    public interface Layer extends ChannelHandler {
        /**
         * Ends our output after everything written so far, or closes the channel when the layer's
         * protocol has no word for it. Called on the event loop, after all writes were flushed.
         *
         * @param ctx this handler's place in the pipeline
         */
        void shutdownOutput(ChannelHandlerContext ctx);
    }

    /**
     * Whether a user event says that the peer will send nothing more.
     *
     * @param event the event
     * @return {@code true} for the event that Netty fires once, at the end of input
     */
    public static boolean isEndOfInput(Object event) {
        return event instanceof ChannelInputShutdownEvent;
    }

    /**
     * Ends the output of a channel once everything written before has left: by the topmost {@link
     * Layer}, else by shutting down the socket's output, else by closing the channel.
     *
     * @param channel the channel; any thread
     */
    public static void shutdownOutput(Channel channel) {
        flushed(channel)
                .addListener(
                        (ChannelFutureListener)
                                flushed -> {
                                    if (flushed.isSuccess()) {
                                        endOutput(flushed.channel());
                                    } else {
                                        flushed.channel().close();
                                    }
                                });
    }

    /**
     * Closes a channel once everything written before has left, or once nothing has left for 30
     * seconds: a peer that stopped reading must not keep its last bytes in our memory for ever. A
     * peer that is still sending gets a moment to notice, so that it can read what was written.
     *
     * @param channel the channel; any thread
     */
    public static void closeAfterFlush(Channel channel) {
        LingeringClose.prepare(channel);
        closeWithoutLingering(channel);
    }

    /** As {@link #closeAfterFlush}, where the peer has said that nothing more will come. */
    static void closeWithoutLingering(Channel channel) {
        if (!channel.isOpen()) {
            return;
        }
        ChannelFuture flushed = flushed(channel).addListener(ChannelFutureListener.CLOSE);
        if (!flushed.isDone()) {
            channel.eventLoop().execute(() -> watchLinger(channel, Long.MAX_VALUE));
        }
    }

    /** Done when everything written before has left, layers included. */
    private static ChannelFuture flushed(Channel channel) {
        if (channel.metadata().hasDisconnect()) {
            // An empty buffer would be an empty datagram.
            channel.flush();
            return channel.newSucceededFuture();
        }
        return channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
    }

    private static void watchLinger(Channel channel, long pendingBefore) {
        if (!channel.isOpen()) {
            return;
        }
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        long pending = buffer == null ? 0 : buffer.totalPendingWriteBytes();
        if (pending >= pendingBefore) {
            channel.close();
        } else {
            ScheduledFuture<?> next =
                    channel.eventLoop()
                            .schedule(
                                    () -> watchLinger(channel, pending),
                                    LINGER_SECONDS,
                                    TimeUnit.SECONDS);
            channel.closeFuture().addListener(_ -> next.cancel(false));
        }
    }

    private static void endOutput(Channel channel) {
        ChannelHandlerContext layer = null;
        for (Map.Entry<String, ChannelHandler> entry : channel.pipeline()) {
            if (entry.getValue() instanceof Layer) {
                layer = channel.pipeline().context(entry.getKey());
            }
        }
        if (layer != null) {
            ((Layer) layer.handler()).shutdownOutput(layer);
        } else if (channel instanceof DuplexChannel duplex) {
            endSocketOutput(duplex);
        } else {
            channel.close();
        }
    }

    /** Ends the output of a channel without layers, or below them. */
    static void endSocketOutput(DuplexChannel channel) {
        if (channel instanceof UnixChannel unix
                && unix.fd() instanceof Socket socket
                && isEmpty(channel.unsafe().outboundBuffer())) {
            shutdownOutput(socket);
        } else {
            channel.shutdownOutput();
        }
        // The end of input will be the end of all: Netty may close without ending that first.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
    }

    /** As Netty, but for the exception with a stack trace that it makes each time. */
    private static void shutdownOutput(Socket socket) {
        try {
            socket.shutdown(false, true);
        } catch (IOException | NotYetConnectedException e) {
            // The peer has reset the connection: the end of input will tell.
        }
    }

    private static boolean isEmpty(@Nullable ChannelOutboundBuffer buffer) {
        return buffer != null && buffer.isEmpty() && buffer.totalPendingWriteBytes() == 0;
    }
}
