package io.gost.runtime.tls;

import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;

import org.jspecify.annotations.Nullable;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets the records of a handshake through one by one, and keeps what comes behind it. Netty's
 * handler would read on, and end both directions where the other side has ended one; whoever takes
 * its place reads it as it is meant.
 *
 * <p>A client's last message waits for what is written next, so that both go in one packet: {@link
 * BoringSslStream} sees to that.
 */
final class HandshakeGate extends ChannelDuplexHandler {
    /** Type, version and length, RFC 8446 §5.1. */
    private static final int HEADER = 5;

    private static final int LENGTH = 3;

    private final SslHandler ssl;
    private int header;
    private int left;
    private int first;
    private final Deque<ByteBuf> kept = new ArrayDeque<>(2);
    private @Nullable Object endOfInput;
    private boolean opened;

    /**
     * Prepares to keep what comes too early.
     *
     * @param ssl the handler that does the handshake, right above
     */
    HandshakeGate(SslHandler ssl) {
        this.ssl = ssl;
    }

    /** How long the first record was, without its header; 0 if there was none yet. */
    int firstRecord() {
        return first;
    }

    /** Steps aside and lets everything through to whoever is above now. */
    void open(ChannelHandlerContext layer) {
        opened = true;
        layer.pipeline().remove(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            while (in.isReadable() && !isDone()) {
                ctx.fireChannelRead(in.readRetainedSlice(endOfRecord(in)));
            }
            if (in.isReadable()) {
                kept.add(in.retain());
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (isDone() && HalfClose.isEndOfInput(evt)) {
            endOfInput = evt;
        } else {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (!opened) {
            kept.forEach(ByteBuf::release);
            kept.clear();
            return;
        }
        if (!kept.isEmpty()) {
            while (!kept.isEmpty()) {
                ctx.fireChannelRead(kept.remove());
            }
            ctx.fireChannelReadComplete();
        }
        if (endOfInput != null) {
            ctx.fireUserEventTriggered(endOfInput);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (!ssl.engine().getUseClientMode() || !isDone()) {
            ctx.flush();
        }
    }

    private boolean isDone() {
        return ssl.handshakeFuture().isSuccess();
    }

    /** How many bytes there are of the record that is being read. */
    private int endOfRecord(ByteBuf in) {
        int start = in.readerIndex();
        int bytes = 0;
        while (header < HEADER && bytes < in.readableBytes()) {
            if (header >= LENGTH) {
                left = left << Byte.SIZE | in.getUnsignedByte(start + bytes);
            }
            header++;
            bytes++;
        }
        if (header == HEADER) {
            first = first == 0 ? left : first;
            int body = Math.min(left, in.readableBytes() - bytes);
            bytes += body;
            left -= body;
            header = left == 0 ? 0 : HEADER;
        }
        return bytes;
    }
}
