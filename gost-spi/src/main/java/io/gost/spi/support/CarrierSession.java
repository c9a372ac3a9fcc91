package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A multiplexed session as a pipeline handler: the machinery that smux and yamux share. It cuts the
 * connection's bytes into frames, gives streams their turns, and knows when the session is over. A
 * subclass knows the frames.
 *
 * <p><b>Inbound.</b> Only headers are collected; payload is handed to its stream as it arrives,
 * without copying and without waiting for the rest of a frame. <b>Outbound.</b> See {@link
 * CarrierOutput}. <b>Threads.</b> Everything that is not {@link MultiplexSession}'s own happens on
 * the connection's event loop.
 *
 * @param <S> the protocol's streams
 */
public abstract class CarrierSession<S extends CarriedStream> extends ChannelInboundHandlerAdapter
        implements MultiplexSession {
    /** More streams at a time than any peer needs; what is beyond is refused. */
    protected static final int MOST_STREAMS = 1 << 16;

    private static final int LONGEST_HEADER = 16;

    /** How long a peer that ended its output has to show that it takes ours: as long as GOST. */
    private static final Duration SUSPENSE = Duration.ofSeconds(10);

    private final Channel carrier;
    private final Acceptor incoming;
    private final int headerLength;
    private final int maxFrame;
    private final IntObjectMap<S> streams = new IntObjectHashMap<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicLong received = new AtomicLong();
    private final List<ScheduledFuture<?>> timers = new ArrayList<>();
    private final ByteBuf partial = Unpooled.buffer(LONGEST_HEADER, LONGEST_HEADER);
    private final Set<S> halfEnded = new LinkedHashSet<>();
    private @Nullable CarrierOutput output;
    private @Nullable S payloadOwner;
    private long payloadLeft;
    private int wanted;
    private boolean inBlock;
    private boolean suspecting;
    private long receivedAt;
    private volatile int count;
    private volatile boolean retired;
    private volatile boolean ended;

    /**
     * Prepares a session; {@link #start} starts it.
     *
     * @param carrier a parked stream channel
     * @param incoming takes the streams that the peer opens
     * @param headerLength of every frame, in bytes
     * @param maxFrame the largest payload that is sent in one frame, in bytes
     */
    protected CarrierSession(Channel carrier, Acceptor incoming, int headerLength, int maxFrame) {
        this.carrier = carrier;
        this.incoming = incoming;
        this.headerLength = headerLength;
        this.maxFrame = maxFrame;
        this.wanted = headerLength;
    }

    /**
     * Takes the connection over and begins to read. Called on its event loop.
     *
     * @return this session
     */
    public final MultiplexSession start() {
        receivedAt = now();
        carrier.closeFuture().addListener(_ -> end("the connection was closed"));
        Parking.takeOver(carrier, this);
        if (!ended) {
            started();
        }
        return this;
    }

    /** The session runs: the time to start keep-alives. */
    protected void started() {}

    /**
     * Makes the next stream of our own and tells the peer of it.
     *
     * @return the stream, added but not open yet
     * @throws GostException of category {@code LIMIT} when there can be no more; the session
     *     retires then
     */
    protected abstract S begin();

    /**
     * Reads a frame's header. May ask for the rest of the frame with {@link #payload} or {@link
     * #block}.
     *
     * @param in exactly the header
     */
    protected abstract void header(ByteBuf in);

    /**
     * Reads what {@link #block} asked for.
     *
     * @param in exactly so many bytes
     */
    protected abstract void block(ByteBuf in);

    /**
     * Writes the header of a frame of data.
     *
     * @param out where to
     * @param stream whose data it is
     * @param length of the data
     */
    protected abstract void dataHeader(ByteBuf out, S stream, int length);

    /**
     * Tells the peer that a stream's output has ended.
     *
     * @param stream the stream
     */
    protected abstract void tellEnd(S stream);

    /**
     * A stream was closed and is no more in the session: tells the peer what it does not know yet.
     *
     * @param stream the stream
     */
    protected abstract void forgotten(S stream);

    /**
     * Whether the protocol lets us read on.
     *
     * @return {@code false} while too much is waiting in this session
     */
    protected boolean mayRead() {
        return true;
    }

    /**
     * Owners of streams took bytes out of them, or will never do so.
     *
     * @param bytes 1 or more
     */
    protected void taken(int bytes) {}

    /**
     * All of a frame's data has come.
     *
     * @param stream whose data it was
     */
    protected void payloadEnded(S stream) {}

    /**
     * A piece of a stream's data has come.
     *
     * @param stream the stream
     * @param bytes 1 or more
     */
    protected void arrived(S stream, int bytes) {}

    /**
     * The frame goes on with a stream's data, of any length.
     *
     * @param stream whose data it is; {@code null} to throw it away
     * @param length in bytes, possibly 0
     */
    protected final void payload(@Nullable S stream, long length) {
        payloadOwner = length > 0 ? stream : null;
        payloadLeft = length;
    }

    /**
     * The frame goes on with something that is read at once.
     *
     * @param length 1 to 16 bytes
     */
    protected final void block(int length) {
        inBlock = true;
        wanted = length;
    }

    /**
     * Finds a stream.
     *
     * @param id its number
     * @return the stream, or {@code null} when it was closed or never was
     */
    protected final @Nullable S stream(int id) {
        return streams.get(id);
    }

    /**
     * Adds a stream of our own.
     *
     * @param stream not open yet
     */
    protected final void add(S stream) {
        streams.put(stream.streamId(), stream);
        count = streams.size();
    }

    /**
     * Adds a stream that the peer opened and gives it to whoever takes them.
     *
     * @param stream not open yet
     */
    protected final void accept(S stream) {
        add(stream);
        stream.open(carrier.eventLoop());
        incoming.accept(stream);
    }

    /**
     * Whether a stream that the peer opens is to be refused.
     *
     * @return {@code true} when the session is retired or full
     */
    protected final boolean refusesStreams() {
        return retired || streams.size() >= MOST_STREAMS;
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

    /** Reads exactly while it may. */
    protected final void balanceReading() {
        if (!ended) {
            carrier.config().setAutoRead(mayRead() && !output().isFlooded());
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
     * Whether ids of a stream are this side's to give.
     *
     * @param id a stream's
     * @param own any id of this side's
     * @return {@code true} when the peer must not open a stream of that id
     */
    protected static boolean isOwn(int id, int own) {
        return ((id ^ own) & 1) == 0;
    }

    /**
     * How long nothing has come from the peer, or could have been heard.
     *
     * @return nanoseconds
     */
    protected final long silence() {
        if (!carrier.config().isAutoRead()) {
            receivedAt = now();
        }
        return now() - receivedAt;
    }

    /**
     * Does something later, unless the session ends before. For what a session does, not for what
     * each stream does: timers are kept in a list.
     *
     * @param delay when
     * @param task what
     */
    protected final void later(Duration delay, Runnable task) {
        ScheduledFuture<?> timer =
                carrier.eventLoop()
                        .schedule(
                                () -> {
                                    if (!ended) {
                                        task.run();
                                    }
                                },
                                delay.toNanos(),
                                TimeUnit.NANOSECONDS);
        timers.add(timer);
        timers.removeIf(ScheduledFuture::isDone);
    }

    /**
     * The session's streams at this moment.
     *
     * @return a copy
     */
    protected final List<S> allStreams() {
        return List.copyOf(streams.values());
    }

    @Override
    public final CompletionStage<Channel> open() {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        EventLoop loop = carrier.eventLoop();
        if (loop.inEventLoop()) {
            open(opened);
        } else {
            loop.execute(() -> open(opened));
        }
        return opened;
    }

    @Override
    public final boolean isOpen() {
        return !retired && !ended;
    }

    @Override
    public boolean hasRoom() {
        return isOpen() && count < MOST_STREAMS;
    }

    @Override
    public final int streams() {
        return count;
    }

    @Override
    public final long received() {
        return received.get();
    }

    @Override
    public final CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public final void retire() {
        retired = true;
        onLoop(this::closeIfUnused);
    }

    @Override
    public final void close() {
        onLoop(() -> breakOff("the session was closed"));
    }

    @Override
    public final void handlerAdded(ChannelHandlerContext ctx) {
        output = new CarrierOutput(ctx, maxFrame);
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object msg) {
        ByteBuf in = (ByteBuf) msg;
        try {
            output().beginOfRead();
            received.lazySet(received.getPlain() + in.readableBytes());
            receivedAt = now();
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

    final int maxFrame() {
        return maxFrame;
    }

    final boolean hasEnded() {
        return ended;
    }

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void sendData(CarriedStream stream, ByteBuf message, int length) {
        ByteBuf header = frame(CarrierOutput.capacity(headerLength, length));
        dataHeader(header, (S) stream, length);
        output().data(header, message, length);
    }

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void sendEnd(CarriedStream stream) {
        tellEnd((S) stream);
    }

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void remove(CarriedStream stream) {
        if (streams.remove(stream.streamId()) == null) {
            return;
        }
        count = streams.size();
        halfEnded.remove(stream);
        if (stream.equals(payloadOwner)) {
            payloadOwner = null;
        }
        if (!ended) {
            forgotten((S) stream);
            closeIfUnused();
        }
    }

    /** The peer of a stream has ended its output; it may never read ours. */
    @SuppressWarnings("unchecked") // a session's streams are its own
    final void watch(CarriedStream stream) {
        halfEnded.add((S) stream);
        if (!suspecting) {
            suspecting = true;
            later(SUSPENSE, this::suspect);
        }
    }

    private void suspect() {
        List.copyOf(halfEnded).forEach(CarriedStream::suspect);
        suspecting = !halfEnded.isEmpty();
        if (suspecting) {
            later(SUSPENSE, this::suspect);
        }
    }

    private void open(CompletableFuture<Channel> opened) {
        if (!isOpen()) {
            opened.completeExceptionally(
                    new GostException(Category.UNREACHABLE, "the session has ended"));
            return;
        }
        S stream;
        try {
            stream = begin();
        } catch (GostException e) {
            opened.completeExceptionally(e);
            return;
        }
        stream.open(carrier.eventLoop());
        if (!opened.complete(stream)) {
            stream.close();
        }
    }

    private void read(ByteBuf in) {
        if (payloadLeft > 0) {
            readPayload(in);
        } else if (partial.isReadable() || in.readableBytes() < wanted) {
            partial.writeBytes(in, Math.min(wanted - partial.readableBytes(), in.readableBytes()));
            if (partial.readableBytes() == wanted) {
                readWhole(partial);
                partial.clear();
            }
        } else {
            readWhole(in);
        }
    }

    private void readWhole(ByteBuf in) {
        boolean body = inBlock;
        inBlock = false;
        wanted = headerLength;
        if (body) {
            block(in);
        } else {
            header(in);
        }
    }

    private void readPayload(ByteBuf in) {
        int length = (int) Math.min(payloadLeft, in.readableBytes());
        payloadLeft -= length;
        S owner = payloadOwner;
        if (owner == null) {
            in.skipBytes(length);
        } else {
            arrived(owner, length);
            if (!owner.deliver(in.readRetainedSlice(length))) {
                breakOff("the peer sent more on a stream than it may");
            } else if (payloadLeft == 0) {
                payloadEnded(owner);
            }
        }
    }

    private void closeIfUnused() {
        if (retired && !ended && streams.isEmpty()) {
            end("the session was retired");
            HalfClose.closeAfterFlush(carrier);
        }
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        timers.forEach(timer -> timer.cancel(false));
        timers.clear();
        GostException cause = new GostException(Category.UNREACHABLE, "session: " + why);
        allStreams().forEach(stream -> stream.sessionEnded(cause));
        carrier.closeFuture().addListener(_ -> closed.complete(null));
    }

    /**
     * The time on the event loop's clock.
     *
     * @return nanoseconds
     */
    protected final long now() {
        return carrier.eventLoop().ticker().nanoTime();
    }

    private void onLoop(Runnable task) {
        EventLoop loop = carrier.eventLoop();
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
