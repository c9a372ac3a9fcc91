package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins two channels: what one reads the other writes, until both directions have ended.
 *
 * <p><b>Back pressure.</b> A side that cannot be written to fast enough turns the other side's
 * reading off. What is queued in one direction is bounded by the write-buffer high-water mark plus
 * one read. <b>Half-close.</b> The end of input on one side ends the output of the other, after
 * everything before it has been written. <b>End.</b> When both inputs have ended, when a side
 * breaks, or when neither side sent anything for the idle time-out, both channels are closed.
 *
 * <p><b>Threads.</b> Both channels normally share one event loop, and then every field is used on
 * it alone. With two loops, writes cross through Netty's own queue and the shared fields are
 * volatile.
 *
 * <p>This is the only class that copies bytes between channels.
 */
public final class Relay {
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final Half left;
    private final Half right;
    private final long idleNanos;
    private final AtomicInteger openInputs = new AtomicInteger(2);
    private volatile long lastRead;
    private @Nullable ScheduledFuture<?> idleCheck;

    /**
     * How a relay ended.
     *
     * @param leftBytes bytes read from the first channel
     * @param rightBytes bytes read from the second channel
     * @param failure what broke it, or {@code null} when both directions ended
     */
    public record Outcome(long leftBytes, long rightBytes, @Nullable GostException failure) {}

    private Relay(Channel left, Channel right, Duration idleTimeout) {
        this.left = new Half(left, right);
        this.right = new Half(right, left);
        this.idleNanos = idleTimeout.isPositive() ? idleTimeout.toNanos() : 0;
    }

    /**
     * Joins two parked channels and owns them from now on. Called on the first channel's event
     * loop.
     *
     * @param left one side
     * @param right the other side
     * @param idleTimeout zero or negative for none
     * @return how it ended, after both channels are closing; never fails
     */
    public static CompletionStage<Outcome> join(Channel left, Channel right, Duration idleTimeout) {
        Relay relay = new Relay(left, right, idleTimeout);
        relay.start();
        return relay.outcome;
    }

    private void start() {
        if (idleNanos > 0) {
            lastRead = System.nanoTime();
            scheduleIdleCheck(idleNanos);
        }
        right.attach();
        left.attach();
    }

    private void scheduleIdleCheck(long delay) {
        idleCheck = left.self.eventLoop().schedule(this::checkIdle, delay, TimeUnit.NANOSECONDS);
    }

    private void checkIdle() {
        long silent = System.nanoTime() - lastRead;
        if (silent < idleNanos) {
            scheduleIdleCheck(idleNanos - silent);
        } else {
            end(new GostException(Category.TIMEOUT, "idle for " + Duration.ofNanos(idleNanos)));
        }
    }

    private void end(@Nullable GostException failure) {
        if (outcome.complete(new Outcome(left.bytes.get(), right.bytes.get(), failure))) {
            ScheduledFuture<?> check = idleCheck;
            if (check != null) {
                check.cancel(false);
            }
            left.finish(failure == null);
            right.finish(failure == null);
        }
    }

    /** One side: reads from its own channel and writes to the other one. */
    private final class Half extends ChannelInboundHandlerAdapter {
        private final Channel self;
        private final Channel other;
        private volatile boolean inputEnded;
        private boolean unflushed;
        private final AtomicLong bytes = new AtomicLong();

        Half(Channel self, Channel other) {
            this.self = self;
            this.other = other;
        }

        void attach() {
            if (self.eventLoop().inEventLoop()) {
                Parking.takeOver(self, this);
            } else {
                self.eventLoop().execute(() -> Parking.takeOver(self, this));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (inputEnded || outcome.isDone()) {
                ReferenceCountUtil.release(msg);
                return;
            }
            if (msg instanceof ByteBuf buffer) {
                // One writer: a plain store is enough.
                bytes.lazySet(bytes.getPlain() + buffer.readableBytes());
            }
            if (idleNanos > 0) {
                lastRead = System.nanoTime();
            }
            unflushed = true;
            other.write(msg, other.voidPromise());
            if (!other.isWritable()) {
                flush();
                if (!other.isWritable()) {
                    self.config().setAutoRead(false);
                }
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            // Our own output has room again, or has none left: the other side may read, or must
            // not.
            Half peer = this == left ? right : left;
            if (!peer.inputEnded) {
                other.config().setAutoRead(self.isWritable());
            }
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (HalfClose.isEndOfInput(evt)) {
                endInput();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            flush();
            // Nothing can be written to this side any more, so what the other one still sends is
            // lost.
            end(null);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            end(GostException.of(cause));
        }

        private void flush() {
            if (unflushed) {
                unflushed = false;
                other.flush();
            }
        }

        private void endInput() {
            if (inputEnded) {
                return;
            }
            inputEnded = true;
            flush();
            if (openInputs.decrementAndGet() == 0) {
                end(null);
            } else {
                HalfClose.shutdownOutput(other);
            }
        }

        void finish(boolean graceful) {
            if (graceful && self.isActive()) {
                HalfClose.closeAfterFlush(self);
            } else {
                self.close();
            }
        }
    }
}
