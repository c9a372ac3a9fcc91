package io.gost.spi.support;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps a channel safe while it changes hands: the last handler of its pipeline, with auto-read
 * off, which stores everything already read until the next owner takes over.
 *
 * <p>Bytes that arrive right behind a handshake, an end of input and the channel's closing are kept
 * in order and replayed. What is stored is bounded by what the layers below had already read when
 * auto-read was turned off.
 *
 * <p><b>Threads.</b> Both methods are called on the channel's event loop.
 */
public final class Parking extends ChannelInboundHandlerAdapter {
    private final Deque<Object> messages = new ArrayDeque<>();
    private @Nullable Object endOfInput;
    private boolean inactive;
    private boolean handedOver;

    private Parking() {}

    /**
     * Parks a channel. Does nothing when it is parked already.
     *
     * <p>A handler that has finished parks the channel first and then removes itself, so that what
     * it had read beyond its own messages lands in the parking.
     *
     * @param channel the channel
     */
    public static void park(Channel channel) {
        channel.config().setAutoRead(false);
        ChannelPipeline pipeline = channel.pipeline();
        if (!(pipeline.last() instanceof Parking)) {
            pipeline.addLast(new Parking());
        }
    }

    /**
     * Makes handlers the new owners of a channel: appends them, replays what was kept, and turns
     * auto-read on. The owners of a channel that has closed meanwhile hear of that at once.
     *
     * @param channel a parked channel
     * @param handlers appended in order; the last one sees what the channel contract promises
     */
    public static void takeOver(Channel channel, ChannelHandler... handlers) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandler last = pipeline.last();
        pipeline.addLast(handlers);
        if (last instanceof Parking parking) {
            parking.handedOver = true;
            pipeline.remove(parking);
        }
        if (!channel.isOpen() && !channel.isRegistered()) {
            // The pipeline was torn down before: nobody else will tell the new owners.
            pipeline.fireChannelInactive();
            pipeline.fireChannelUnregistered();
        } else if (!(pipeline.last() instanceof Parking)) {
            // Otherwise a handler that finished during the replay has parked the channel again.
            channel.config().setAutoRead(true);
        }
    }

    /**
     * Appends layers to a parked channel, which stays parked: what was kept goes through them.
     *
     * @param channel a parked channel
     * @param layers appended in order
     */
    public static void addLayers(Channel channel, ChannelHandler... layers) {
        ChannelPipeline pipeline = channel.pipeline();
        ChannelHandler last = pipeline.last();
        pipeline.addLast(layers);
        park(channel);
        if (last instanceof Parking parking) {
            parking.handedOver = true;
            pipeline.remove(parking);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        messages.add(msg);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // Replayed with the messages.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            endOfInput = evt;
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        inactive = true;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // Nobody is there to hear why; the next owner sees a closed channel.
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (handedOver) {
            replay(ctx);
        } else {
            // The pipeline is being torn down.
            messages.forEach(ReferenceCountUtil::release);
            messages.clear();
        }
    }

    private void replay(ChannelHandlerContext ctx) {
        boolean any = !messages.isEmpty();
        for (Object message = messages.poll(); message != null; message = messages.poll()) {
            ctx.fireChannelRead(message);
        }
        if (any) {
            ctx.fireChannelReadComplete();
        }
        if (endOfInput != null) {
            ctx.fireUserEventTriggered(endOfInput);
        }
        if (inactive) {
            ctx.fireChannelInactive();
        }
    }
}
