package io.gost.spi.testkit;

import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.jspecify.annotations.Nullable;

import java.util.HexFormat;

/** The owner of a stream on a {@link TestCarrier}. */
public final class TestStream {
    private final TestCarrier carrier;
    private final Channel channel;
    private final ByteBuf received = Unpooled.buffer();
    private boolean ended;
    private @Nullable Throwable failure;

    TestStream(TestCarrier carrier, Channel channel) {
        this.carrier = carrier;
        this.channel = channel;
        Parking.takeOver(channel, new Owner());
        carrier.channel().runPendingTasks();
    }

    /**
     * The stream itself.
     *
     * @return the channel
     */
    public Channel channel() {
        return channel;
    }

    /**
     * Says something.
     *
     * @param hex the bytes
     * @return done when the session has taken them
     */
    public ChannelFuture say(String hex) {
        return say(HexFormat.of().parseHex(hex));
    }

    /**
     * Says something.
     *
     * @param bytes the bytes
     * @return done when the session has taken them
     */
    public ChannelFuture say(byte[] bytes) {
        ByteBuf message = channel.alloc().buffer(bytes.length).writeBytes(bytes);
        ChannelFuture written = channel.writeAndFlush(message);
        carrier.channel().runPendingTasks();
        return written;
    }

    /** Says nothing more. */
    public void end() {
        HalfClose.shutdownOutput(channel);
        carrier.channel().runPendingTasks();
    }

    /** Closes the stream. */
    public void close() {
        channel.close();
        carrier.channel().runPendingTasks();
    }

    /** Reads no further. */
    public void stall() {
        channel.config().setAutoRead(false);
    }

    /** Reads on. */
    public void read() {
        channel.config().setAutoRead(true);
        carrier.channel().runPendingTasks();
    }

    /**
     * Takes what has come.
     *
     * @return everything since the last time, in hex
     */
    public String heard() {
        String hex = ByteBufUtil.hexDump(received);
        received.clear();
        return hex;
    }

    /**
     * How much has come since the last {@link #heard}.
     *
     * @return bytes
     */
    public int heardBytes() {
        return received.readableBytes();
    }

    /**
     * Whether the peer's end has come.
     *
     * @return {@code true} after everything before it
     */
    public boolean isEnded() {
        return ended;
    }

    /**
     * Whether the stream is there.
     *
     * @return {@code false} once it is closed
     */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * What broke the stream.
     *
     * @return {@code null} while nothing did
     */
    public @Nullable Throwable failure() {
        return failure;
    }

    private final class Owner extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf bytes = (ByteBuf) msg;
            received.writeBytes(bytes);
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            ended |= HalfClose.isEndOfInput(evt);
        }

        @Override
        @SuppressWarnings("deprecation") // of the method in ChannelHandler; meant for inbound ones
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            failure = cause;
        }
    }
}
