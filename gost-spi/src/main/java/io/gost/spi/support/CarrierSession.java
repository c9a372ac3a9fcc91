package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A multiplexed session as a pipeline handler: the machinery that smux and yamux share. It keeps
 * the streams, opens and accepts them, and is over when its connection is, or when it was retired
 * and nobody uses it any more. A subclass knows the frames.
 *
 * <p><b>Inbound.</b> See {@link FrameReader}; what waits unread is bounded per stream and in all of
 * them together. <b>Outbound.</b> See {@link CarrierOutput}. <b>Threads.</b> Everything that is not
 * {@link MultiplexSession}'s own happens on the connection's event loop.
 *
 * @param <S> the protocol's streams
 */
public abstract class CarrierSession<S extends CarriedStream> extends FramedConnection
        implements MultiplexSession {
    /**
     * More streams at a time than any peer needs; what is beyond is refused. One that has sent
     * nothing but its first byte costs some 2 kB with all that serves it.
     */
    protected static final int MOST_STREAMS = 1 << 14;

    private final Acceptor incoming;
    private final StreamIds ids;
    private final FrameReader<S> reader;
    private final HalfEndedStreams halfEnded;
    private final UnansweredStreams<S> unanswered;
    private final StreamTable<S> streams = new StreamTable<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean retired;

    /**
     * The measures of a session.
     *
     * @param header length of every frame's header, in bytes, at most 16
     * @param largest payload that is sent in one frame, in bytes
     * @param waiting how much may wait unread in all streams together, in bytes
     */
    public record Framing(int header, int largest, long waiting) {}

    /**
     * Prepares a session; {@link #start} starts it.
     *
     * @param carrier a parked stream channel
     * @param incoming takes the streams that the peer opens
     * @param ids numbers this side's streams
     * @param framing the measures
     */
    @SuppressWarnings("this-escape") // its parts only keep it
    protected CarrierSession(Channel carrier, Acceptor incoming, StreamIds ids, Framing framing) {
        super(carrier, framing);
        this.incoming = incoming;
        this.ids = ids;
        this.reader = new FrameReader<>(this, framing.header());
        this.halfEnded = new HalfEndedStreams(timers());
        this.unanswered = new UnansweredStreams<>(this);
    }

    /**
     * Takes the connection over and begins to read. Called on its event loop.
     *
     * @return this session
     */
    public final MultiplexSession start() {
        takeOver();
        if (!hasEnded()) {
            started();
        }
        return this;
    }

    /** The session runs: the time to start keep-alives. */
    protected void started() {}

    /**
     * Makes a stream of our own with the {@linkplain #nextId next number} and tells the peer of it.
     *
     * @return the stream, added but not open yet
     * @throws GostException of category {@code LIMIT} when there can be no more for now
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
     * All of a frame's data has come.
     *
     * @param stream whose data it was
     */
    protected void payloadEnded(S stream) {}

    /**
     * How long a living peer may say nothing at all while a stream of ours is not {@linkplain
     * CarriedStream#answered answered}: more than the time between its keep-alives, or zero where
     * it answers every stream at once.
     *
     * @return empty when its silence means nothing
     */
    protected Optional<Duration> quiet() {
        return Optional.empty();
    }

    /**
     * The frame goes on with a stream's data, of any length.
     *
     * @param stream whose data it is; {@code null} to throw it away
     * @param length in bytes, possibly 0
     */
    protected final void payload(@Nullable S stream, long length) {
        reader.payload(stream, length);
    }

    /**
     * The frame goes on with something that is read at once.
     *
     * @param length 1 to 16 bytes
     */
    protected final void block(int length) {
        reader.block(length);
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
        streams.add(stream);
    }

    /**
     * Adds a stream that the peer opened and gives it to whoever takes them.
     *
     * @param stream not open yet
     */
    protected final void accept(S stream) {
        add(stream);
        stream.open(carrier().eventLoop());
        try {
            incoming.accept(stream);
        } catch (RuntimeException | LinkageError e) {
            // One stream's bug is not the others'.
            stream.fail(e);
        }
    }

    /**
     * Whether a stream that the peer opens is to be refused.
     *
     * @return {@code true} when the session is full; not when it is retired, of which the peer
     *     knows nothing
     */
    protected final boolean refusesStreams() {
        return streams.count() >= MOST_STREAMS;
    }

    /**
     * Takes a number for a stream of our own.
     *
     * @return the number
     * @throws GostException of category {@code LIMIT} when all are used up; the session retires
     */
    protected final int nextId() {
        if (ids.areUsedUp()) {
            retire();
            throw new GostException(Category.LIMIT, "the session has used up its stream ids");
        }
        return ids.next();
    }

    /**
     * Whether a number is this side's to give.
     *
     * @param id a stream's
     * @return {@code true} when the peer must not open a stream of that number
     */
    protected final boolean isOwn(int id) {
        return ids.isOwn(id);
    }

    @Override
    public final CompletionStage<Channel> open() {
        return open(Duration.ZERO);
    }

    @Override
    public final CompletionStage<Channel> open(Duration patience) {
        CompletableFuture<Channel> opened = new CompletableFuture<>();
        onLoop(() -> open(opened, patience));
        return opened;
    }

    @Override
    public final boolean isOpen() {
        return !retired && !hasEnded();
    }

    @Override
    public boolean hasRoom() {
        return isOpen() && !ids.areUsedUp() && streams.count() < MOST_STREAMS && !isHeldUp();
    }

    @Override
    public final int streams() {
        return streams.count();
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

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void sendData(CarriedStream stream, ByteBuf message, int length) {
        ByteBuf header = frame(CarrierOutput.capacity(framing().header(), length));
        dataHeader(header, (S) stream, length);
        output().data(header, message, length);
    }

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void sendEnd(CarriedStream stream) {
        tellEnd((S) stream);
    }

    @SuppressWarnings("unchecked") // a session's streams are its own
    final void remove(CarriedStream stream) {
        if (!streams.remove(stream)) {
            return;
        }
        halfEnded.remove(stream);
        unanswered.remove(stream);
        reader.forget(stream);
        if (!hasEnded()) {
            forgotten((S) stream);
            closeIfUnused();
        }
    }

    @Override
    final void read(ByteBuf in) {
        reader.read(in);
    }

    @Override
    final void over(String why) {
        GostException cause = new GostException(Category.UNREACHABLE, "session: " + why);
        streams.all().forEach(stream -> stream.sessionEnded(cause));
        carrier().closeFuture().addListener(_ -> closed.complete(null));
    }

    /** The peer of a stream has ended its output. */
    final void watch(CarriedStream stream) {
        halfEnded.add(stream);
    }

    /** The peer knows a stream of ours. */
    final void answered(CarriedStream stream) {
        unanswered.remove(stream);
    }

    /** Data of a stream has come. */
    final void deliver(S stream, ByteBuf piece) {
        hearing().kept(piece.readableBytes());
        if (!stream.deliver(piece)) {
            breakOff("the peer sent more on a stream than it may");
        }
    }

    /** Owners of streams took bytes out of them, or will never do so. */
    final void taken(int bytes) {
        if (hearing().freed(bytes)) {
            balanceReading();
        }
    }

    private void open(CompletableFuture<Channel> opened, Duration patience) {
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
        stream.open(carrier().eventLoop());
        unanswered.add(stream, patience);
        if (!opened.complete(stream)) {
            stream.close();
        }
    }

    private void closeIfUnused() {
        if (retired && !hasEnded() && streams.count() == 0) {
            end("the session was retired");
            HalfClose.closeAfterFlush(carrier());
        }
    }

    private void onLoop(Runnable task) {
        EventLoop loop = carrier().eventLoop();
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}
