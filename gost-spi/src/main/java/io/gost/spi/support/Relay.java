package io.gost.spi.support;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Joins two channels: what one reads the other writes, until both directions have ended.
 *
 * <p><b>Back pressure.</b> A side that cannot be written to fast enough turns the other side's
 * reading off. What is queued in one direction is bounded by the write-buffer high-water mark plus
 * one read. <b>Half-close.</b> The end of input on one side ends the output of the other, after
 * everything before it has been written. <b>End.</b> When both inputs have ended, when a side
 * breaks, or when nothing moved for the idle time-out, both channels are closed; what one side said
 * before it broke still reaches the other.
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
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Ticker ticker;
    private volatile long lastProgress;
    private volatile @Nullable ScheduledFuture<?> idleCheck;

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
        this.ticker = left.eventLoop().ticker();
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
            progress();
            scheduleIdleCheck(idleNanos);
        }
        right.attach();
        left.attach();
    }

    private void scheduleIdleCheck(long delay) {
        idleCheck = left.self.eventLoop().schedule(this::checkIdle, delay, TimeUnit.NANOSECONDS);
    }

    private void checkIdle() {
        long silent = ticker.nanoTime() - lastProgress;
        if (silent < idleNanos) {
            scheduleIdleCheck(idleNanos - silent);
        } else {
            String idle = "idle for " + GoDuration.format(Duration.ofNanos(idleNanos));
            end(new GostException(Category.TIMEOUT, idle), left, right);
        }
    }

    private void progress() {
        if (idleNanos > 0) {
            lastProgress = ticker.nanoTime();
        }
    }

    /** Ends the relay: broken sides are closed at once, the others after what was written. */
    private void end(@Nullable GostException failure, Half... broken) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        ScheduledFuture<?> check = idleCheck;
        if (check != null) {
            check.cancel(false);
        }
        for (Half half : broken) {
            half.self.close();
        }
        closeAfterFlush(left);
        closeAfterFlush(right);
        outcome.complete(new Outcome(left.bytes.get(), right.bytes.get(), failure));
    }

    /** With two loops, behind what the other one has written: that is still in this one's queue. */
    private void closeAfterFlush(Half side) {
        if (left.self.eventLoop() == right.self.eventLoop()) {
            side.closeAfterFlush();
        } else {
            side.self.eventLoop().execute(side::closeAfterFlush);
        }
    }

    /** One side: reads from its own channel and writes to the other one. */
    private final class Half extends ChannelInboundHandlerAdapter {
        private final Channel self;
        private final Channel other;
        private final AtomicLong bytes = new AtomicLong();
        private volatile boolean attached;
        private volatile boolean inputEnded;
        private boolean unflushed;

        Half(Channel self, Channel other) {
            this.self = self;
            this.other = other;
        }

        void attach() {
            if (!self.eventLoop().inEventLoop()) {
                self.eventLoop().execute(this::attach);
                return;
            }
            Parking.takeOver(self, this);
            attached = true;
            // The other side may have begun before this one could tell it of its writability.
            balancePeer();
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            if (inputEnded || ended.get()) {
                ReferenceCountUtil.release(msg);
                return;
            }
            if (msg instanceof ByteBuf buffer) {
                count(buffer.readableBytes());
            } else if (msg instanceof ByteBufHolder datagram) {
                count(datagram.content().readableBytes());
            }
            progress();
            unflushed = true;
            other.write(msg, other.voidPromise());
            if (!other.isWritable()) {
                flush();
                balance();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            flush();
        }

        @Override
        public void channelWritabilityChanged(ChannelHandlerContext ctx) {
            progress();
            balancePeer();
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
            flush();
            end(GostException.of(cause), this);
        }

        private void count(int length) {
            // One writer: a plain store is enough.
            bytes.lazySet(bytes.getPlain() + length);
        }

        private void balancePeer() {
            Half peer = this == left ? right : left;
            if (peer.attached) {
                peer.balance();
            }
        }

        /**
         * Reads exactly while the other side can be written to. Asks again after it has decided:
         * with two event loops, the other side may change its mind in between, and its word would
         * be lost.
         */
        private void balance() {
            boolean writable;
            do {
                writable = other.isWritable();
                if (!inputEnded && !ended.get()) {
                    self.config().setAutoRead(writable);
                }
            } while (writable != other.isWritable());
        }

        void closeAfterFlush() {
            if (inputEnded) {
                HalfClose.closeWithoutLingering(self);
            } else {
                HalfClose.closeAfterFlush(self);
            }
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
    }
}
