package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.PluginContext;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

import org.jspecify.annotations.Nullable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A stream channel as an {@link InputStream} and an {@link OutputStream} for one virtual thread.
 *
 * <p>The event loop puts what arrives into a bounded queue and turns auto-read off when it is full;
 * the thread waits for bytes, and for the channel to become writable. When the thread has done its
 * part, {@link #release} parks the channel again with whatever was not read.
 */
final class BlockingStream extends ChannelInboundHandlerAdapter {
    private static final int FULL = 64 << 10;
    private static final int LOW = 16 << 10;
    private static final int LARGEST_WRITE = 16 << 10;

    private final Channel channel;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ByteBuf> unread = new ArrayDeque<>();
    private int unreadBytes;
    private boolean paused;
    private boolean inputEnded;
    private boolean closed;
    private @Nullable Throwable failure;

    private BlockingStream(Channel channel) {
        this.channel = channel;
    }

    /** Takes a parked channel over. On its event loop. */
    static BlockingStream over(Channel channel) {
        BlockingStream stream = new BlockingStream(channel);
        Parking.takeOver(channel, stream);
        return stream;
    }

    /** Code that uses the streams. */
    @FunctionalInterface
    interface Code {
        void run() throws IOException;
    }

    /**
     * Runs code on a virtual thread.
     *
     * @return done, completed on the event loop, where everything that the code wrote has gone
     *     before; fails with a {@link GostException}, in which the peer's leaving has a name
     */
    CompletableFuture<Channel> run(PluginContext context, String peer, Code code) {
        CompletableFuture<Channel> done = new CompletableFuture<>();
        CompletionStage<Channel> running =
                context.blocking(
                        () -> {
                            try {
                                code.run();
                                return channel;
                            } catch (IOException e) {
                                throw explain(e, peer);
                            }
                        });
        // Never at once, even if the code is done already: its writes are in the loop's queue.
        running.whenComplete(
                (value, failure) ->
                        channel.eventLoop()
                                .execute(
                                        () -> {
                                            if (failure == null) {
                                                done.complete(value);
                                            } else {
                                                done.completeExceptionally(
                                                        GostException.of(failure));
                                            }
                                        }));
        return done;
    }

    private static GostException explain(IOException thrown, String peer) {
        return switch (thrown) {
            case BrokenException broken -> GostException.of(broken.reason);
            case EOFException _ ->
                    new GostException(
                            Category.HANDSHAKE,
                            peer + " ended the connection during the handshake");
            default -> GostException.of(thrown);
        };
    }

    InputStream input() {
        return input;
    }

    OutputStream output() {
        return output;
    }

    /** Parks the channel with everything that was not read; the streams are closed. On its loop. */
    void release() {
        Parking.park(channel);
        ChannelHandlerContext ctx = channel.pipeline().context(this);
        if (ctx == null) {
            discard(); // the channel has closed, and its pipeline is gone
            return;
        }
        update(
                () -> {
                    closed = true;
                    unread.forEach(ctx::fireChannelRead);
                    unread.clear();
                });
        ctx.fireChannelReadComplete();
        if (inputEnded) {
            ctx.fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        }
        ctx.pipeline().remove(this);
    }

    /** Throws away what was not read; whoever still uses the streams sees them closed. */
    void discard() {
        update(
                () -> {
                    closed = true;
                    unread.forEach(ByteBuf::release);
                    unread.clear();
                });
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf buffer = (ByteBuf) msg;
        update(
                () -> {
                    if (closed || !buffer.isReadable()) {
                        buffer.release();
                        return;
                    }
                    unread.add(buffer);
                    unreadBytes += buffer.readableBytes();
                    if (unreadBytes >= FULL) {
                        paused = true;
                        channel.config().setAutoRead(false);
                    }
                });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        // The thread reads when it likes.
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        update(() -> {});
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            update(() -> inputEnded = true);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        // What has arrived can still be read, so nothing is thrown away.
        update(() -> inputEnded |= failure == null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        update(() -> failure = cause);
        ctx.close();
    }

    private void update(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private int read(byte[] target, int offset, int length) throws IOException {
        lock.lock();
        try {
            await(() -> !unread.isEmpty() || inputEnded);
            return unread.isEmpty() ? -1 : take(target, offset, length);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int offset, int length) {
        ByteBuf first = unread.getFirst();
        int size = Math.min(length, first.readableBytes());
        first.readBytes(target, offset, size);
        unreadBytes -= size;
        if (!first.isReadable()) {
            unread.removeFirst().release();
        }
        if (paused && unreadBytes <= LOW) {
            paused = false;
            channel.config().setAutoRead(true);
        }
        return size;
    }

    private void write(byte[] source, int offset, int length) throws IOException {
        for (int written = 0; written < length; written += LARGEST_WRITE) {
            int size = Math.min(LARGEST_WRITE, length - written);
            awaitWritable();
            channel.writeAndFlush(
                    channel.alloc().buffer(size).writeBytes(source, offset + written, size),
                    channel.voidPromise());
        }
    }

    private void awaitWritable() throws IOException {
        lock.lock();
        try {
            await(() -> channel.isWritable() || !channel.isActive());
            if (!channel.isActive()) {
                throw new IOException("connection closed");
            }
        } finally {
            lock.unlock();
        }
    }

    private void await(BooleanSupplier condition) throws IOException {
        if (channel.eventLoop().inEventLoop()) {
            throw new IllegalStateException("a blocking stream must not be used on an event loop");
        }
        try {
            while (!condition.getAsBoolean() && failure == null && !closed) {
                changed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        if (failure != null && !condition.getAsBoolean()) {
            throw new BrokenException(failure);
        }
        if (closed) {
            throw new IOException("stream closed");
        }
    }

    /** The channel broke. */
    private static final class BrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        private final Throwable reason;

        BrokenException(Throwable reason) {
            super(reason.getMessage(), reason);
            this.reason = reason;
        }
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return BlockingStream.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            return length == 0 ? 0 : BlockingStream.this.read(target, offset, length);
        }

        @Override
        public int available() {
            lock.lock();
            try {
                return unreadBytes;
            } finally {
                lock.unlock();
            }
        }
    }

    private final class Output extends OutputStream {
        private volatile boolean closed;

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] source, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, source.length);
            if (closed) {
                throw new IOException("the output was closed");
            }
            BlockingStream.this.write(source, offset, length);
        }

        /** Ends the output; the input goes on. */
        @Override
        public void close() {
            closed = true;
            HalfClose.shutdownOutput(channel);
        }
    }
}
