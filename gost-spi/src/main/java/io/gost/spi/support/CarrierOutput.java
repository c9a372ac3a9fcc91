package io.gost.spi.support;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The outbound half of a {@link CarrierSession}: streams take turns, and what they wrote in one
 * round of the event loop leaves with one flush.
 *
 * <p>Frames of data are only written while the connection can take them; streams that have more
 * wait in line, each for a turn of one frame. Control frames never wait. Only a peer that makes us
 * answer and does not read could pile them up, so that too many of them stop the reading.
 */
final class CarrierOutput {
    private static final int SMALL_PAYLOAD = 1024;
    private static final int MOST_CONTROL_BYTES = 64 << 10;

    /** A connection that takes nothing for so long is not merely busy. */
    private static final Duration STUCK = Duration.ofSeconds(1);

    private final ChannelHandlerContext ctx;
    private final int quantum;
    private final Deque<CarriedStream> waiting = new ArrayDeque<>();
    private @Nullable CarriedStream turn;
    private int turnBytes;
    private int controlBytes;
    private boolean flushWanted;
    private boolean flushScheduled;
    private boolean reading;
    private volatile long blockedSince;
    private volatile boolean blocked;

    CarrierOutput(ChannelHandlerContext ctx, int quantum) {
        this.ctx = ctx;
        this.quantum = quantum;
    }

    ByteBufAllocator allocator() {
        return ctx.alloc();
    }

    /** Whether a stream may write a frame now; if not, it is resumed when it may. */
    boolean mayWrite(CarriedStream stream) {
        boolean first = waiting.isEmpty() || (stream.equals(turn) && turnBytes < quantum);
        if (first && ctx.channel().isWritable()) {
            return true;
        }
        if (!stream.isWaiting()) {
            stream.setWaiting(true);
            waiting.add(stream);
        }
        return false;
    }

    /** Writes a frame of data, most of it without copying. */
    void data(ByteBuf header, ByteBuf message, int length) {
        turnBytes += length;
        if (length <= SMALL_PAYLOAD) {
            header.writeBytes(message, length);
            ctx.write(header, ctx.voidPromise());
        } else {
            ByteBuf frame =
                    ctx.alloc()
                            .compositeBuffer(2)
                            .addComponent(true, header)
                            .addComponent(true, message.readRetainedSlice(length));
            ctx.write(frame, ctx.voidPromise());
        }
    }

    /** How large a header's buffer has to be, so that a small payload fits behind it. */
    static int capacity(int headerLength, int payload) {
        return payload <= SMALL_PAYLOAD ? headerLength + payload : headerLength;
    }

    /** Writes a frame that is no data, ahead of data that is still waiting. */
    void control(ByteBuf frame) {
        if (!ctx.channel().isWritable()) {
            controlBytes += frame.readableBytes();
        }
        ctx.write(frame, ctx.voidPromise());
        flushSoon();
    }

    /** Whether the peer lets answers pile up. */
    boolean isFlooded() {
        return controlBytes > MOST_CONTROL_BYTES;
    }

    /** Flushes when everybody has written who has something to write in this round. */
    void flushSoon() {
        flushWanted = true;
        if (!reading && !flushScheduled) {
            flushScheduled = true;
            ctx.executor().execute(this::flushNow);
        }
    }

    /** What is written from now on is flushed by {@link #endOfRead}. */
    void beginOfRead() {
        reading = true;
    }

    void endOfRead() {
        reading = false;
        flush();
    }

    /** The connection can take no more. */
    void block() {
        blockedSince = ctx.channel().eventLoop().ticker().nanoTime();
        blocked = true;
    }

    /** Whether the connection has taken nothing for a while. Any thread. */
    boolean isStuck() {
        return blocked
                && ctx.channel().eventLoop().ticker().nanoTime() - blockedSince >= STUCK.toNanos();
    }

    /** The connection can take more. */
    void drain() {
        blocked = false;
        controlBytes = 0;
        while (ctx.channel().isWritable() && !waiting.isEmpty()) {
            CarriedStream next = waiting.remove();
            next.setWaiting(false);
            turn = next;
            turnBytes = 0;
            next.resume();
        }
        turn = null;
    }

    private void flushNow() {
        flushScheduled = false;
        flush();
    }

    private void flush() {
        if (flushWanted) {
            flushWanted = false;
            ctx.flush();
        }
    }
}
