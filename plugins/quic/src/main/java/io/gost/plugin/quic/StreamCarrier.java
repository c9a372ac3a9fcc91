package io.gost.plugin.quic;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one handler of the codec's stream channel: ties it to a {@link QuicStream}.
 *
 * <p><b>Outbound</b> short messages are gathered until there are no more for now, because the codec
 * makes packets of each write at once, and half of them short ones. At most one write is in the
 * codec's queue; behind it comes the next one or the FIN. <b>Inbound</b> it reads only while little
 * waits for the owner, so that QUIC's flow control holds the peer back; and not again before the
 * datagrams that have arrived together are all taken in, so that their bytes come in one piece.
 * <b>The end.</b> When the owner closes before the peer has ended, what still comes is thrown away
 * for a moment, because a peer that has seen our FIN mostly ends by itself; one that goes on is
 * told to stop.
 */
final class StreamCarrier extends ChannelInboundHandlerAdapter {
    /** The longest read. */
    static final int LONGEST_READ = 64 << 10;

    /** What may wait for the owner to be read. */
    static final int MOST_WAITING = 2 * LONGEST_READ;

    /** Messages as long as this are written as they are. */
    private static final int LONGEST_GATHERED = 32 << 10;

    private static final RecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(2 << 10, 4 << 10, LONGEST_READ).maxMessagesPerRead(1);

    private static final int MOST_DISCARDED = 256 << 10;
    private static final long PEER_MAY_END_SECONDS = 2;
    private static final long STALLED_SECONDS = 30;

    private final StreamLedger ledger;
    private final Consumer<QuicStream> arrival;
    private @Nullable QuicStreamChannel channel;
    private @Nullable QuicStream stream;
    private @Nullable ScheduledFuture<?> deadline;
    private @Nullable ByteBuf gathered;
    private int waiting;
    private int discarded;
    private boolean reading;
    private boolean writing;
    private boolean endWanted;
    private boolean endSent;
    private boolean endReceived;
    private boolean broken;
    private boolean detached;

    /**
     * Makes the handler of one stream.
     *
     * @param ledger hears of its beginning and its end
     * @param arrival takes the stream for the runtime, registered and parked, once it is there
     */
    StreamCarrier(StreamLedger ledger, Consumer<QuicStream> arrival) {
        this.ledger = ledger;
        this.arrival = arrival;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        ChannelConfig config = ctx.channel().config();
        config.setAutoRead(false);
        config.setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        config.setAllocator(ctx.channel().parent().config().getAllocator());
        config.setRecvByteBufAllocator(READS);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        QuicStreamChannel opened = (QuicStreamChannel) ctx.channel();
        channel = opened;
        QuicStream made = new QuicStream(opened.parent(), this);
        stream = made;
        ledger.opened(this);
        made.open(opened.eventLoop());
        read();
        arrival.accept(made);
    }

    /** Breaks the stream: its owner sees the failure. */
    void fail(GostException failure) {
        broken = true;
        if (stream != null) {
            stream.fail(failure);
        }
    }

    boolean send(ByteBuf message) throws IOException {
        if (writing) {
            return false;
        }
        int length = message.readableBytes();
        if (gathered == null && length >= LONGEST_GATHERED) {
            return write(message.readRetainedSlice(length));
        }
        if (gathered == null) {
            gathered = channel().alloc().directBuffer(length, LONGEST_GATHERED);
        }
        gathered.writeBytes(message, Math.min(length, gathered.maxWritableBytes()));
        return gathered.maxWritableBytes() > 0 || writeGathered();
    }

    void sendComplete() {
        try {
            writeGathered();
        } catch (IOException stopped) {
            fail(new GostException(Category.UNREACHABLE, "stream stopped by the peer", stopped));
        }
    }

    void sendEnd() {
        if (!endWanted) {
            sendComplete();
            endWanted = true;
            endWhenWritten();
        }
    }

    private boolean writeGathered() throws IOException {
        ByteBuf all = gathered;
        gathered = null;
        return all == null || write(all);
    }

    /** Whether the codec has taken all of it and would take more. */
    private boolean write(ByteBuf bytes) throws IOException {
        QuicStreamChannel to = channel();
        ChannelPromise promise = to.newPromise();
        to.write(bytes, promise);
        if (!promise.isDone()) {
            if (endReceived && to.bytesBeforeUnwritable() > 0) {
                // Not taken although there is room: quiche has forgotten the stream, because the
                // peer has ended it and told us to stop.
                throw new IOException("stream stopped by the peer");
            }
            writing = true;
            promise.addListener(this::written);
            return false;
        }
        if (!promise.isSuccess()) {
            throw new IOException("stream stopped by the peer", promise.cause());
        }
        return true;
    }

    private void endWhenWritten() {
        if (writing) {
            return; // comes again
        }
        long pause = ledger.pauseBeforeEnd();
        if (pause == 0) {
            end();
        } else {
            channel().eventLoop().schedule(this::end, pause, TimeUnit.MILLISECONDS);
        }
    }

    private void end() {
        if (!endSent && channel().isOpen()) {
            endSent = true;
            channel().shutdownOutput();
        }
    }

    void consumed(int bytes) {
        waiting -= bytes;
        read();
    }

    /** The owner has closed. */
    void detach() {
        detached = true;
        if (broken || !channel().isOpen()) {
            dropGathered();
            abandon();
            return;
        }
        sendEnd();
        if (channel().isOpen()) {
            deadline =
                    channel()
                            .eventLoop()
                            .schedule(
                                    this::stopPeer,
                                    writing ? STALLED_SECONDS : PEER_MAY_END_SECONDS,
                                    TimeUnit.SECONDS);
            reading = false;
            read();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf bytes = (ByteBuf) msg;
        if (detached || stream == null) {
            discarded += bytes.readableBytes();
            bytes.release();
            if (discarded > MOST_DISCARDED) {
                stopPeer();
            }
        } else {
            waiting += bytes.readableBytes();
            stream.receive(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        channel().eventLoop().execute(this::read);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (evt == ChannelInputShutdownEvent.INSTANCE && !endReceived) {
            endReceived = true;
            if (stream != null) {
                stream.receiveEnd();
            }
        }
        ReferenceCountUtil.release(evt);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (detached) {
            abandon();
        } else {
            fail(new GostException(Category.UNREACHABLE, "stream reset by the peer", cause));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
        ledger.closed(this, endReceived);
        if (!detached && !(endReceived && endSent)) {
            fail(ledger.failure());
        }
    }

    private void read() {
        if (!reading && !endReceived && waiting <= LONGEST_READ && channel().isOpen()) {
            reading = true;
            channel().read();
        }
    }

    private void written(Future<? super Void> done) {
        writing = false;
        if (!done.isSuccess()) {
            if (!detached) {
                fail(
                        new GostException(
                                Category.UNREACHABLE, "stream stopped by the peer", done.cause()));
            }
        } else if (endWanted) {
            endWhenWritten();
        } else if (stream != null && !detached) {
            stream.resume();
        }
    }

    /** The owner is gone and the peer goes on: tells it to stop, and forgets the stream. */
    private void stopPeer() {
        if (writing) {
            abandon();
        } else if (channel().isOpen()) {
            ChannelFuture stopped = channel().shutdownInput(0, channel().newPromise());
            stopped.addListener(_ -> channel().close());
        }
    }

    private void dropGathered() {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    /** Resets both directions. */
    private void abandon() {
        if (channel().isOpen()) {
            channel().shutdown(0, channel().newPromise()).addListener(_ -> channel().close());
        }
    }

    private QuicStreamChannel channel() {
        return Objects.requireNonNull(channel, "attached");
    }
}
