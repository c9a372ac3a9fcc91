package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.HalfClose;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.internal.tcnative.SSL;

import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Encrypts and decrypts an established connection with BoringSSL, without an {@code SSLEngine} in
 * between: that would answer the other side's {@code close_notify} with ours and then refuse
 * whatever is still to be said. Here the two directions end on their own, and bytes go from one
 * buffer into another with one call each.
 *
 * <p>Netty's engine has done the handshake; it stays the owner of the native connection, which this
 * handler borrows until it is removed.
 */
final class BoringSslStream extends ChannelDuplexHandler implements HalfClose.Layer {
    /** RFC 8446 §5.1. */
    private static final int LARGEST_RECORD = 16 << 10;

    /** More than header, nonce, padding and tag of any cipher suite we know. */
    private static final int RECORD_OVERHEAD = 128;

    private static final int LARGEST_OUTPUT = 64 << 10;
    private static final int SMALLEST_OUTPUT = 256;

    /** For what BoringSSL says of its own: alerts, key updates, session tickets. */
    private static final int ASIDE = 2_048;

    /** How long the last message of a handshake waits for company. */
    private static final long LONGEST_WAIT_MICROS = 200;

    private final ReferenceCountedOpenSslEngine engine;
    private final String peer;
    private long ssl;
    private long bio;
    private int undecrypted;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean produced;
    private boolean unflushed = true;

    /**
     * Takes a connection over.
     *
     * @param engine whose handshake is done; a reference to it is owned by this handler
     * @param peer who is spoken with, for messages
     */
    BoringSslStream(ReferenceCountedOpenSslEngine engine, String peer) {
        this.engine = engine;
        this.peer = peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ssl = engine.sslPointer();
        // The engine's own is freed by this; it is not used again.
        bio = SSL.bioNewByteBuffer(ssl, ASIDE);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        ssl = 0;
        engine.release();
    }

    /**
     * Sees to it that the last message of the handshake is sent: with what its owner writes first,
     * or after a moment.
     */
    void flushSoon(ChannelHandlerContext ctx) {
        if (unflushed) {
            ctx.executor()
                    .schedule(() -> flushIfDue(ctx), LONGEST_WAIT_MICROS, TimeUnit.MICROSECONDS);
        }
    }

    private void flushIfDue(ChannelHandlerContext ctx) {
        if (unflushed) {
            flush(ctx);
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        unflushed = false;
        ctx.flush();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = direct(ctx, (ByteBuf) msg);
        try {
            if (ssl != 0 && !inputEnded) {
                decrypt(ctx, in);
            }
        } finally {
            in.release();
        }
    }

    private void decrypt(ChannelHandlerContext ctx, ByteBuf in) {
        int length = in.readableBytes();
        undecrypted += length;
        SSL.bioSetByteBuffer(bio, address(in, in.readerIndex(), length), length, false);
        List<ByteBuf> records = new ArrayList<>(1);
        int error = SSL.getError(ssl, readRecords(ctx, records));
        SSL.bioClearByteBuffer(bio);
        flushAside(ctx);
        // Only now: whoever gets the bytes may answer through this very handler.
        for (ByteBuf record : records) {
            produced = true;
            ctx.fireChannelRead(record);
        }
        if (error == SSL.SSL_ERROR_ZERO_RETURN) {
            inputEnded = true;
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        } else if (error != SSL.SSL_ERROR_WANT_READ && ssl != 0) {
            fail(ctx);
        }
    }

    /** Decrypts all that can be; what SSL_read answered when there was no more. */
    private int readRecords(ChannelHandlerContext ctx, List<ByteBuf> records) {
        int count = 1;
        while (count > 0) {
            int capacity = Math.clamp(undecrypted, SMALLEST_OUTPUT, LARGEST_OUTPUT);
            ByteBuf out = ctx.alloc().directBuffer(capacity);
            count = fill(out);
            undecrypted = Math.max(0, undecrypted - out.readableBytes());
            if (out.isReadable()) {
                records.add(out);
            } else {
                out.release();
            }
        }
        if (undecrypted < SMALLEST_OUTPUT) {
            undecrypted = 0; // what is left is headers and tags
        }
        return count;
    }

    /** Decrypts until the buffer is full or there is nothing left. */
    private int fill(ByteBuf out) {
        long start = address(out, 0, out.capacity());
        int count = 1;
        while (out.isWritable() && count > 0) {
            count = SSL.readFromSSL(ssl, start + out.writerIndex(), out.writableBytes());
            if (count > 0) {
                out.writerIndex(out.writerIndex() + count);
            }
        }
        return count;
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        boolean read = produced;
        produced = false;
        ctx.fireChannelReadComplete();
        if (!read && !inputEnded && !ctx.channel().config().isAutoRead()) {
            ctx.read(); // somebody asked for bytes, and a part of a record is none
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            if (!inputEnded) {
                ctx.close(); // without close_notify: perhaps cut by somebody in between
            }
        } else if (!(evt instanceof SslCloseCompletionEvent)) {
            ctx.fireUserEventTriggered(evt);
        }
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
        ByteBuf buffer = (ByteBuf) msg;
        if (!buffer.isReadable()) {
            ctx.write(buffer, promise); // asks when everything has left, our farewell too
            return;
        }
        if (ssl == 0 || outputEnded) {
            buffer.release();
            promise.tryFailure(new ClosedChannelException());
            return;
        }
        ByteBuf in = direct(ctx, buffer);
        try {
            ByteBuf out = encrypt(ctx, in);
            if (out == null) {
                promise.tryFailure(new ClosedChannelException());
                fail(ctx);
            } else {
                ctx.write(out, promise);
            }
        } finally {
            in.release();
        }
    }

    private @org.jspecify.annotations.Nullable ByteBuf encrypt(
            ChannelHandlerContext ctx, ByteBuf in) {
        int length = in.readableBytes();
        int records = (length + LARGEST_RECORD - 1) / LARGEST_RECORD;
        int capacity =
                length + records * RECORD_OVERHEAD + SSL.bioLengthNonApplication(bio) + ASIDE;
        ByteBuf out = ctx.alloc().directBuffer(capacity);
        SSL.bioSetByteBuffer(bio, address(out, 0, capacity), capacity, true);
        SSL.bioFlushByteBuffer(bio);
        long start = address(in, in.readerIndex(), length);
        int done = 0;
        while (done < length) {
            int count = SSL.writeToSSL(ssl, start + done, Math.min(length - done, LARGEST_RECORD));
            if (count <= 0) {
                SSL.bioClearByteBuffer(bio);
                out.release();
                return null;
            }
            done += count;
        }
        out.writerIndex(capacity - SSL.bioLengthByteBuffer(bio));
        SSL.bioClearByteBuffer(bio);
        return out;
    }

    @Override
    public void shutdownOutput(ChannelHandlerContext ctx) {
        sayFarewell(ctx);
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        sayFarewell(ctx);
        ctx.close(promise);
    }

    private void sayFarewell(ChannelHandlerContext ctx) {
        if (ssl != 0 && !outputEnded) {
            outputEnded = true;
            SSL.shutdownSSL(ssl);
            SSL.clearError();
            flushAside(ctx);
        }
    }

    /** Sends what BoringSSL has to say of its own. */
    private void flushAside(ChannelHandlerContext ctx) {
        int length = SSL.bioLengthNonApplication(bio);
        if (length <= 0) {
            return;
        }
        ByteBuf out = ctx.alloc().directBuffer(length);
        SSL.bioSetByteBuffer(bio, address(out, 0, length), length, true);
        out.writerIndex(SSL.bioFlushByteBuffer(bio));
        SSL.bioClearByteBuffer(bio);
        ctx.writeAndFlush(out);
    }

    private void fail(ChannelHandlerContext ctx) {
        int number = SSL.getLastErrorNumber();
        String reason = number == 0 ? "connection broken" : SSL.getErrorString(number);
        SSL.clearError();
        inputEnded = true;
        ctx.fireExceptionCaught(new GostException(Category.HANDSHAKE, peer + ": TLS: " + reason));
        ctx.close();
    }

    /** The same bytes where native code can read them; takes over the caller's reference. */
    private static ByteBuf direct(ChannelHandlerContext ctx, ByteBuf buffer) {
        if (buffer.isDirect() && buffer.nioBufferCount() == 1) {
            return buffer;
        }
        try {
            return ctx.alloc().directBuffer(buffer.readableBytes()).writeBytes(buffer);
        } finally {
            buffer.release();
        }
    }

    private static long address(ByteBuf buffer, int index, int length) {
        return buffer.hasMemoryAddress()
                ? buffer.memoryAddress() + index
                : MemorySegment.ofBuffer(buffer.internalNioBuffer(index, length)).address();
    }
}
