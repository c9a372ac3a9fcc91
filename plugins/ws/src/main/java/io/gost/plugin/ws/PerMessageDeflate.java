package io.gost.plugin.ws;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.zip.DataFormatException;

/**
 * RFC 7692, permessage-deflate without context takeover: every message is compressed on its own.
 *
 * <p>A few bytes may stand for a thousand times as many. They are inflated as fast as they are read
 * and not faster: while the owner of the channel does not read, what has come waits compressed.
 */
final class PerMessageDeflate extends ChannelDuplexHandler {
    private final MessageDeflater deflater = new MessageDeflater();
    private final MessageInflater inflater = new MessageInflater();
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable Object endOfInput;
    private boolean delivering;
    private boolean broken;

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        discard();
        deflater.end();
        inflater.end();
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        if (!(msg instanceof ByteBuf message) || !message.isReadable()) {
            ctx.write(msg, promise);
            return;
        }
        ByteBuf compressed;
        try {
            compressed = deflater.deflate(ctx.alloc(), message);
        } finally {
            message.release();
        }
        ctx.write(new CompressedPiece(compressed, true), promise);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (broken) {
            release(msg);
            return;
        }
        waiting.add(msg);
        deliver(ctx);
    }

    @Override
    public void read(ChannelHandlerContext ctx) {
        if (waiting.isEmpty() || delivering) {
            ctx.read();
        } else {
            deliver(ctx);
            ctx.fireChannelReadComplete();
            if (waiting.isEmpty()) {
                ctx.read();
            }
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt) && !waiting.isEmpty()) {
            endOfInput = evt;
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (!waiting.isEmpty()) {
            fail(ctx, "websocket closed before its last message was read");
        }
        ctx.fireChannelInactive();
    }

    private void deliver(ChannelHandlerContext ctx) {
        if (delivering) {
            return;
        }
        delivering = true;
        try {
            while (!waiting.isEmpty() && ctx.channel().config().isAutoRead()) {
                if (waiting.getFirst() instanceof CompressedPiece piece) {
                    inflate(ctx, piece);
                } else {
                    ctx.fireChannelRead(waiting.remove());
                }
            }
        } catch (DataFormatException e) {
            fail(ctx, "websocket message is not what deflate makes");
            ctx.close();
        } finally {
            delivering = false;
        }
        if (waiting.isEmpty() && endOfInput != null) {
            Object end = endOfInput;
            endOfInput = null;
            ctx.fireUserEventTriggered(end);
        }
    }

    private void inflate(ChannelHandlerContext ctx, CompressedPiece piece)
            throws DataFormatException {
        ByteBuf bytes = inflater.next(ctx.alloc(), piece);
        if (bytes != null) {
            ctx.fireChannelRead(bytes);
        } else {
            waiting.remove();
            piece.bytes().release();
        }
    }

    private void fail(ChannelHandlerContext ctx, String message) {
        broken = true;
        discard();
        ctx.fireExceptionCaught(new GostException(Category.HANDSHAKE, message));
    }

    private void discard() {
        waiting.forEach(PerMessageDeflate::release);
        waiting.clear();
    }

    private static void release(Object message) {
        ReferenceCountUtil.release(
                message instanceof CompressedPiece piece ? piece.bytes() : message);
    }
}
