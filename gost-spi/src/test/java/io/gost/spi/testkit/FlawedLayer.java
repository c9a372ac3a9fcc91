package io.gost.spi.testkit;

import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;

import java.util.ArrayDeque;
import java.util.Queue;

/** What stays in a pipeline behind a handshake, with one mistake that people make. */
final class FlawedLayer extends ChannelDuplexHandler implements HalfClose.Layer {
    /** Far below what makes a channel not writable. */
    private static final int FEW_BYTES = 8 << 10;

    private final Mistake mistake;
    private final Queue<ByteBuf> queue = new ArrayDeque<>();
    private boolean taken;

    enum Mistake {
        NONE,
        KEEPS_BUFFERS,
        TAKES_ONE_READ_TOO_MANY,
        KEEPS_READING,
        SWALLOWS_THE_END_OF_INPUT,
        ENDS_BOTH_WAYS_AT_ONCE,
        QUEUES_WHAT_IT_SENDS
    }

    FlawedLayer(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        if (mistake == Mistake.TAKES_ONE_READ_TOO_MANY && !taken) {
            taken = true;
            in.release();
            return;
        }
        ctx.fireChannelRead(ctx.alloc().buffer(in.readableBytes()).writeBytes(in));
        if (mistake == Mistake.KEEPS_BUFFERS) {
            Flawed.keep(in);
        } else {
            in.release();
        }
        if (mistake == Mistake.KEEPS_READING) {
            ctx.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (mistake != Mistake.SWALLOWS_THE_END_OF_INPUT || !HalfClose.isEndOfInput(evt)) {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void shutdownOutput(ChannelHandlerContext ctx) {
        if (mistake == Mistake.ENDS_BOTH_WAYS_AT_ONCE) {
            ctx.close();
        } else {
            ((DuplexChannel) ctx.channel()).shutdownOutput();
        }
    }

    /** Nobody who asks the channel will hear that it is not writable. */
    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (mistake == Mistake.QUEUES_WHAT_IT_SENDS) {
            queue.add((ByteBuf) msg);
            promise.trySuccess();
            send(ctx);
        } else {
            ctx.write(msg, promise);
        }
    }

    private void send(ChannelHandlerContext ctx) {
        ChannelOutboundBuffer sending = ctx.channel().unsafe().outboundBuffer();
        while (!queue.isEmpty() && (sending == null || sending.isEmpty())) {
            ByteBuf first = queue.element();
            ByteBuf some = first.readRetainedSlice(Math.min(first.readableBytes(), FEW_BYTES));
            if (!first.isReadable()) {
                queue.remove().release();
            }
            ctx.writeAndFlush(some).addListener(_ -> send(ctx));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        queue.forEach(ByteBuf::release);
        queue.clear();
        ctx.fireChannelInactive();
    }
}
