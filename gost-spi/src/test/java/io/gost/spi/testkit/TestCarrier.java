package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Acceptor;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.support.Parking;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One end of a multiplexed session without a network: what arrives and what is sent are texts in
 * hex, and time stands still until it is passed.
 */
public final class TestCarrier implements AutoCloseable {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(true);
    private final Deque<TestStream> accepted = new ArrayDeque<>();
    private final MultiplexSession session;

    private TestCarrier(Side side, Multiplexer multiplexer) {
        channel.freezeTime();
        channel.config().setAllocator(allocator);
        Parking.park(channel);
        Acceptor incoming =
                stream -> {
                    if (!(stream.pipeline().last() instanceof Parking)) {
                        throw new AssertionError("a stream was given away without parking");
                    }
                    accepted.add(new TestStream(this, stream));
                };
        this.session =
                side == Side.CLIENT
                        ? multiplexer.client(channel, incoming)
                        : multiplexer.server(channel, incoming);
    }

    /** Who made the connection. */
    private enum Side {
        CLIENT,
        SERVER
    }

    /**
     * The side that made the connection.
     *
     * @param multiplexer under test
     * @return with a session on it
     */
    public static TestCarrier client(Multiplexer multiplexer) {
        return new TestCarrier(Side.CLIENT, multiplexer);
    }

    /**
     * The side that accepted the connection.
     *
     * @param multiplexer under test
     * @return with a session on it
     */
    public static TestCarrier server(Multiplexer multiplexer) {
        return new TestCarrier(Side.SERVER, multiplexer);
    }

    /**
     * The session under test.
     *
     * @return the session
     */
    public MultiplexSession session() {
        return session;
    }

    /**
     * The connection.
     *
     * @return an embedded channel
     */
    public EmbeddedChannel channel() {
        return channel;
    }

    /**
     * Opens a stream.
     *
     * @return the stream, reading
     */
    public TestStream open() {
        return open(Duration.ZERO);
    }

    /**
     * Opens a stream for somebody who does not wait for ever.
     *
     * @param patience how long the peer may say nothing at all
     * @return the stream, reading
     */
    public TestStream open(Duration patience) {
        CompletionStage<Channel> opening = session.open(patience);
        channel.runPendingTasks();
        return new TestStream(this, opening.toCompletableFuture().join());
    }

    /**
     * Takes the next stream that the peer opened.
     *
     * @return the stream, reading
     */
    public TestStream accepted() {
        return accepted.remove();
    }

    /**
     * How many streams the peer opened that nobody took.
     *
     * @return zero or more
     */
    public int waiting() {
        return accepted.size();
    }

    /**
     * Lets bytes arrive.
     *
     * @param hex the bytes; spaces are for the eye
     */
    public void receive(String hex) {
        receive(HexFormat.of().parseHex(hex.replace(" ", "")), Feeding.AT_ONCE);
    }

    /**
     * Lets bytes arrive.
     *
     * @param bytes the bytes
     * @param feeding in how many pieces
     */
    public void receive(byte[] bytes, Feeding feeding) {
        for (byte[] chunk : feeding.chunks(bytes)) {
            if (!channel.isOpen()) {
                return;
            }
            ByteBuf packet = channel.alloc().buffer(chunk.length);
            channel.writeInbound(packet.writeBytes(chunk));
        }
        channel.runPendingTasks();
    }

    /**
     * Takes what was sent.
     *
     * @return everything since the last time, in hex
     */
    public String sent() {
        ByteBuf all = takeSent();
        String hex = ByteBufUtil.hexDump(all);
        all.release();
        return hex;
    }

    /**
     * Lets time pass.
     *
     * @param time how much
     */
    public void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
        channel.runPendingTasks();
    }

    /**
     * Whether the connection is there.
     *
     * @return {@code false} once the session has closed it
     */
    public boolean isOpen() {
        return channel.isOpen();
    }

    /**
     * Carries bytes between two ends until neither has any.
     *
     * @param one one end
     * @param other the other end
     */
    public static void exchange(TestCarrier one, TestCarrier other) {
        boolean any;
        do {
            any = one.carryTo(other);
            any |= other.carryTo(one);
        } while (any);
    }

    /** Ends everything, and checks that no stream and no buffer is left. */
    @Override
    public void close() {
        session.close();
        channel.runPendingTasks();
        channel.finishAndReleaseAll();
        assertThat(session.closed().toCompletableFuture()).isCompleted();
        assertThat(session.streams()).isZero();
        assertThat(allocator.metric().usedDirectMemory()).as("direct buffers").isZero();
        assertThat(allocator.metric().usedHeapMemory()).as("heap buffers").isZero();
    }

    private boolean carryTo(TestCarrier other) {
        ByteBuf all = takeSent();
        boolean any = all.isReadable();
        if (any && other.channel.isOpen()) {
            other.channel.writeInbound(all);
        } else {
            all.release();
        }
        other.channel.runPendingTasks();
        return any;
    }

    private ByteBuf takeSent() {
        channel.runPendingTasks();
        channel.checkException();
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }
}
