package io.gost.plugin.quic;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.quic.QuicConnectionStats;
import io.netty.handler.codec.quic.QuicStreamLimitChangedEvent;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * A connection to a node, on a UDP socket of its own that closes with it.
 *
 * <p><b>Room.</b> The node says how many streams may be open. A request that comes while there are
 * as many waits for a moment, because the codec learns of new room late; then the pool opens
 * another connection.
 *
 * <p><b>A silent node</b> is noticed while streams are open: something was sent, and for {@link
 * #SILENCE_SECONDS} seconds nothing came back, not even an acknowledgement. The session then takes
 * no more streams and fails those opened meanwhile, which cannot have reached anybody. The older
 * ones stay, and the session recovers when the node speaks again; they fail when a new connection
 * to the same node works, or with QUIC's own idle time-out.
 */
final class ClientSession extends Connection implements MultiplexSession {
    private static final int SILENCE_SECONDS = 3;

    /**
     * Packets. One or two are mere acknowledgements, which nobody answers; what wants an answer is
     * sent again and again.
     */
    private static final int UNANSWERED = 3;

    private static final long ROOM_MILLIS = 100;

    /** The codec keeps a small object of each stream that does not end with FIN. */
    private static final int MOST_RESETS = 2_000;

    private final QuicOptions options;
    private final Channel socket;
    private final CompletableFuture<MultiplexSession> ready = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Deque<CompletableFuture<Channel>> waiting = new ArrayDeque<>();

    /** Streams of which the node may not have heard. */
    private final Set<StreamCarrier> unheard = new HashSet<>();

    /** Those of them that were opened since the last look. */
    private final Set<StreamCarrier> newest = new HashSet<>();

    private @Nullable ScheduledFuture<?> watch;
    private long receivedBefore;
    private long sentBefore;
    private int silentSeconds;
    private int resets;
    private volatile boolean silent;
    private volatile boolean retired;
    private volatile boolean full;
    private volatile int count;
    private volatile long heard;

    ClientSession(QuicOptions options, Channel socket) {
        super(options);
        this.options = options;
        this.socket = socket;
    }

    /** Completes when streams can be opened, fails when the connection cannot be made. */
    CompletableFuture<MultiplexSession> ready() {
        return ready;
    }

    /** Something came from the node; it may be noise. */
    void arrived() {
        if (isEstablished() && channel().isActive()) {
            heard = statistics().recv();
        }
    }

    /** Another connection to the same node works: this one, if it is silent, is dead. */
    void superseded() {
        socket.eventLoop()
                .execute(
                        () -> {
                            if (silent) {
                                end();
                            }
                        });
    }

    /** The connection cannot be made. */
    void fail(Throwable cause) {
        if (ready.completeExceptionally(GostException.of(cause))) {
            socket.close();
        }
    }

    /** The socket is closed. */
    void lost() {
        fail(new GostException(Category.UNREACHABLE, "quic: the UDP socket was closed"));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        Duration patience = options.handshakeTimeout();
        ScheduledFuture<?> firstAnswer =
                ctx.executor()
                        .schedule(
                                () -> expectAnswer(patience),
                                patience.toNanos(),
                                TimeUnit.NANOSECONDS);
        ready.whenComplete((_, _) -> firstAnswer.cancel(false));
    }

    @Override
    void established() {
        if (!ready.complete(this)) {
            end();
        }
    }

    @Override
    void becameIdle() {
        if (retired || silent) {
            end();
        }
    }

    @Override
    public CompletionStage<Channel> open() {
        CompletableFuture<Channel> stream = new CompletableFuture<>();
        socket.eventLoop().execute(() -> open(stream));
        return stream;
    }

    @Override
    public boolean isOpen() {
        return isEstablished() && channel().isActive() && !retired && !silent;
    }

    @Override
    public boolean hasRoom() {
        return isOpen() && !full;
    }

    @Override
    public int streams() {
        return count;
    }

    @Override
    public long received() {
        return heard;
    }

    @Override
    public CompletionStage<Void> closed() {
        return closed;
    }

    @Override
    public void retire() {
        socket.eventLoop()
                .execute(
                        () -> {
                            retired = true;
                            if (carriers().isEmpty()) {
                                end();
                            }
                        });
    }

    @Override
    public void close() {
        socket.eventLoop().execute(this::end);
    }

    @Override
    public void opened(StreamCarrier carrier) {
        super.opened(carrier);
        count = carriers().size();
        unheard.add(carrier);
        newest.add(carrier);
        watch();
    }

    @Override
    public void closed(StreamCarrier carrier, boolean inOrder) {
        unheard.remove(carrier);
        newest.remove(carrier);
        if (!inOrder && ++resets >= MOST_RESETS) {
            retired = true;
        }
        super.closed(carrier, inOrder);
        count = carriers().size();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
        if (evt instanceof QuicStreamLimitChangedEvent && allowed() > 0) {
            full = false;
            while (!waiting.isEmpty() && allowed() > 0) {
                create(waiting.remove());
            }
        }
        super.userEventTriggered(ctx, evt);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        GostException failure = failure();
        fail(failure);
        if (watch != null) {
            watch.cancel(false);
        }
        waiting.forEach(request -> request.completeExceptionally(failure));
        waiting.clear();
        socket.close();
        closed.complete(null);
        super.channelInactive(ctx);
    }

    private void expectAnswer(Duration patience) {
        if (statistics().recv() == 0) {
            fail(
                    new GostException(
                            Category.TIMEOUT,
                            "quic: no answer within " + GoDuration.format(patience)));
        }
    }

    private void open(CompletableFuture<Channel> request) {
        if (!isOpen()) {
            request.completeExceptionally(failure());
        } else if (allowed() > 0) {
            create(request);
        } else {
            waiting.add(request);
            socket.eventLoop().schedule(() -> giveUp(request), ROOM_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void giveUp(CompletableFuture<Channel> request) {
        if (waiting.removeIf(each -> each == request)) {
            full = true;
            request.completeExceptionally(
                    new GostException(
                            Category.LIMIT,
                            "quic: the server allows no more than " + count + " streams"));
        }
    }

    private void create(CompletableFuture<Channel> request) {
        StreamCarrier carrier =
                new StreamCarrier(
                        this,
                        stream -> {
                            if (!request.complete(stream)) {
                                stream.close();
                            }
                        });
        channel()
                .createStream(QuicStreamType.BIDIRECTIONAL, carrier)
                .addListener(
                        created -> {
                            if (!created.isSuccess()) {
                                request.completeExceptionally(GostException.of(created.cause()));
                            }
                        });
    }

    private long allowed() {
        return channel().peerAllowedStreams(QuicStreamType.BIDIRECTIONAL);
    }

    /** Begins to look once a second whether the node answers what it is sent. */
    private void watch() {
        if (watch == null) {
            remember(statistics());
            watch = socket.eventLoop().scheduleAtFixedRate(this::listen, 1, 1, TimeUnit.SECONDS);
        }
    }

    private void listen() {
        QuicConnectionStats now = statistics();
        if (now.recv() > receivedBefore) {
            remember(now);
            silent = false;
            unheard.retainAll(newest);
        } else if (now.sent() > sentBefore
                && ++silentSeconds >= SILENCE_SECONDS
                && now.sent() - sentBefore >= UNANSWERED) {
            silent = true;
            failUnheard();
        }
        newest.clear();
        if (carriers().isEmpty() && watch != null) {
            watch.cancel(false);
            watch = null;
        }
    }

    private void remember(QuicConnectionStats now) {
        receivedBefore = now.recv();
        sentBefore = now.sent();
        silentSeconds = 0;
    }

    private void failUnheard() {
        GostException failure =
                new GostException(
                        Category.TIMEOUT, "quic: no answer for " + SILENCE_SECONDS + " s");
        List.copyOf(unheard).forEach(carrier -> carrier.fail(failure));
        if (carriers().isEmpty()) {
            end();
        }
    }
}
