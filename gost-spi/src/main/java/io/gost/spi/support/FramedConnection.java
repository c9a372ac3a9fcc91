package io.gost.spi.support;

import io.gost.spi.GostException;
import io.gost.spi.support.CarrierSession.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;

/**
 * The connection of a {@link CarrierSession} as a pipeline handler: reads as long as there is room,
 * writes frames, keeps the time, and knows when it is over.
 */
abstract class FramedConnection extends ChannelInboundHandlerAdapter {
    private final Channel carrier;
    private final Framing framing;
    private final SessionTimers timers;
    private final Hearing hearing;
    private @Nullable CarrierOutput output;
    private volatile boolean ended;

    FramedConnection(Channel carrier, Framing framing) {
        this.carrier = carrier;
        this.framing = framing;
        this.timers = new SessionTimers(carrier.eventLoop());
        this.hearing = new Hearing(carrier, framing.waiting());
    }

    /** Takes the connection over and begins to read; what has come already is read at once. */
    final void takeOver() {
        hearing.begin();
        carrier.closeFuture().addListener(_ -> end("the connection was closed"));
        Parking.takeOver(carrier, this);
    }

    /** Reads one piece of what has come: a part of a frame, at least a byte of it. */
    abstract void read(ByteBuf in);

    /** Nothing can be sent any more, and nothing new will come. Called once. */
    abstract void over(String why);

    /** Ends the session, if it has not ended yet. The connection is the caller's to close. */
    final void end(String why) {
        if (!ended) {
            ended = true;
            timers.cancel();
            over(why);
        }
    }

    /**
     * Sends a frame that is no data.
     *
     * @param frame the frame; ownership passes
     */
    protected final void control(ByteBuf frame) {
        CarrierOutput out = output();
        out.control(frame);
        if (out.isFlooded()) {
            balanceReading();
        }
    }

    /**
     * A buffer for a control frame.
     *
     * @param length in bytes
     * @return an empty buffer
     */
    protected final ByteBuf frame(int length) {
        return output().allocator().buffer(length);
    }

    final void balanceReading() {
        if (!ended) {
            hearing.balance(output().isFlooded());
        }
    }

    /**
     * Ends the session because the peer broke the protocol, or is dead.
     *
     * @param why one line, for the owners of its streams
     */
    protected final void breakOff(String why) {
        end(why);
        carrier.close();
    }

    /**
     * Ends the session with a last frame for the peer.
     *
     * @param why one line, for the owners of its streams
     * @param farewell the frame; ownership passes
     */
    protected final void breakOff(String why, ByteBuf farewell) {
        control(farewell);
        end(why);
        HalfClose.closeAfterFlush(carrier);
    }

    /**
     * Who is at the other end, for messages.
     *
     * @return the connection's peer
     */
    protected final SocketAddress peer() {
        return carrier.remoteAddress();
    }

    /**
     * How long nothing has come from the peer, although it could have been heard.
     *
     * @return possibly zero
     */
    protected final Duration silence() {
        return hearing.silence();
    }

    /**
     * How long the peer could have been heard without a break: while too much is waiting in this
     * session, nobody listens.
     *
     * @return zero while nobody listens
     */
    protected final Duration listening() {
        return hearing.listening();
    }

    /**
     * Does something later, unless the session ends before. For what a session does, not for what
     * each stream does: timers are kept in a list.
     *
     * @param delay when
     * @param task what
     */
    protected final void later(Duration delay, Runnable task) {
        timers.later(delay, task);
    }

    /**
     * Counts what has come. Any thread may ask.
     *
     * @return bytes
     */
    public final long received() {
        return hearing.received();
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        output = new CarrierOutput(ctx, framing.largest());
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            output().beginOfRead();
            hearing.heard(in.readableBytes());
            while (in.isReadable() && !ended) {
                read(in);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public final void channelReadComplete(ChannelHandlerContext ctx) {
        balanceReading();
        output().endOfRead();
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            output().drain();
            balanceReading();
        } else {
            output().block();
        }
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (HalfClose.isEndOfInput(evt)) {
            breakOff("the peer ended the connection");
        }
    }

    @Override
    public final void channelInactive(ChannelHandlerContext ctx) {
        end("the connection was closed");
    }

    @Override
    @SuppressWarnings("deprecation") // of the method in ChannelHandler; meant for inbound ones
    public final void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        breakOff(String.valueOf(GostException.of(cause).getMessage()));
    }

    /** Whether one direction of the connection is held up, and all streams with it. Any thread. */
    final boolean isHeldUp() {
        return hearing.isFull() || output().isStuck();
    }

    final Channel carrier() {
        return carrier;
    }

    final CarrierOutput output() {
        CarrierOutput out = output;
        if (out == null) {
            throw new IllegalStateException("the session was not started");
        }
        return out;
    }

    final Framing framing() {
        return framing;
    }

    final Hearing hearing() {
        return hearing;
    }

    final SessionTimers timers() {
        return timers;
    }

    final boolean hasEnded() {
        return ended;
    }

    /**
     * The time on the event loop's clock.
     *
     * @return nanoseconds
     */
    protected final long now() {
        return carrier.eventLoop().ticker().nanoTime();
    }
}
