package io.gost.spi.support;

import io.gost.spi.DialRequest;
import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A dialer's sessions: requests for one address share a session, and concurrent first requests wait
 * for one attempt to open it.
 *
 * <p><b>Dead sessions.</b> A session that has ended is never used again. One that is silent is
 * found out by its users: a stream that closes without an answer, after {@linkplain #SUSPICIOUS
 * some time} in which nothing at all came from the peer, retires its session, so that the next
 * request opens a fresh one. So does a stream that the peer closes before it has said anything on
 * it, when it has answered others: the peer may be about to stop and take no more of them.
 * <b>Limits.</b> When no session has room, another one is opened; it is retired when nobody uses it
 * any more and an older one has room. The last one stays open, as in GOST.
 *
 * <p><b>Threads.</b> {@link #open} is called from any event loop and completes on the request's.
 */
public final class SessionPool implements AutoCloseable {
    /**
     * How long a stream has to have waited in vain before its session is suspected, or half of its
     * time-out where that is less.
     */
    static final Duration SUSPICIOUS = Duration.ofSeconds(1);

    private static final int MOST_ATTEMPTS = 3;

    /** How often a request may come too late for the room of a session that others were told of. */
    private static final int MOST_FULL_SESSIONS = 64;

    private final Opener opener;
    private final ConcurrentMap<Target, Sessions> byAddress = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Opens the sessions of a pool. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Connects and starts a session.
         *
         * @param request the node; {@link DialRequest#open} gives the connection. Who made the
         *     request may give up before the session is there, others may still wait for it
         * @return the session, on any loop; fails with a {@link GostException}, also when nothing
         *     happens: within the request's time-out. One that comes later than its maker waits is
         *     kept for others
         */
        CompletionStage<MultiplexSession> open(DialRequest request);
    }

    /**
     * Makes an empty pool.
     *
     * @param opener opens sessions when there are none
     */
    public SessionPool(Opener opener) {
        this.opener = opener;
    }

    /**
     * Opens a stream to a node, over a session that is there or a new one.
     *
     * @param request the node; sessions are shared by {@link DialRequest#address}
     * @return a parked stream channel, completed on the request's loop although it lives on the
     *     session's; fails with a {@link GostException}
     */
    public CompletionStage<Channel> open(DialRequest request) {
        Sessions sessions = byAddress.computeIfAbsent(request.address(), _ -> new Sessions());
        return Stages.on(sessions.stream(new Wish(request)), request.eventLoop());
    }

    /** Closes all sessions, and those still being opened when they are there. */
    @Override
    public void close() {
        closed = true;
        byAddress.values().forEach(Sessions::close);
    }

    /**
     * Bounds the time in which a channel becomes a session: when it has passed, the channel is
     * closed. For {@link Opener}s; called on the channel's event loop.
     *
     * @param <T> what the channel becomes
     * @param opening the layers' handshakes, already running
     * @param channel the connection
     * @param request whose time-out counts
     * @return the same outcome; fails with {@code TIMEOUT}
     */
    public static <T> CompletionStage<T> bounded(
            CompletionStage<T> opening, Channel channel, DialRequest request) {
        Duration timeout = request.timeout();
        if (!timeout.isPositive()) {
            return opening;
        }
        CompletableFuture<T> bounded = new CompletableFuture<>();
        ScheduledFuture<?> deadline =
                channel.eventLoop()
                        .schedule(
                                () -> {
                                    bounded.completeExceptionally(late(request));
                                    channel.close();
                                },
                                timeout.toNanos(),
                                TimeUnit.NANOSECONDS);
        opening.whenComplete(
                (value, failure) -> {
                    deadline.cancel(false);
                    if (failure == null) {
                        bounded.complete(value);
                    } else {
                        bounded.completeExceptionally(failure);
                    }
                });
        return bounded;
    }

    private static GostException late(DialRequest request) {
        return new GostException(
                Category.TIMEOUT,
                request.address() + ": no session within " + GoDuration.format(request.timeout()));
    }

    /**
     * A request for a stream.
     *
     * @param request the node
     * @param since when it was made, on its loop's clock
     * @param attempts how often it may still be tried
     * @param fullSessions how many sessions without room it may still meet
     */
    private record Wish(DialRequest request, long since, int attempts, int fullSessions) {
        Wish(DialRequest request) {
            this(
                    request,
                    request.eventLoop().ticker().nanoTime(),
                    MOST_ATTEMPTS,
                    MOST_FULL_SESSIONS);
        }

        Wish again() {
            return new Wish(request, since, attempts - 1, fullSessions);
        }

        Wish elsewhere() {
            return new Wish(request, since, attempts, fullSessions - 1);
        }

        boolean mayTryAgain() {
            return attempts > 1;
        }

        boolean mayTryElsewhere() {
            return fullSessions > 1;
        }

        /** Who has waited in vain for so long has been on a session that is suspected. */
        Duration suspicious() {
            Duration half = request.timeout().dividedBy(2);
            return half.isPositive() && half.compareTo(SUSPICIOUS) < 0 ? half : SUSPICIOUS;
        }

        /** Whether anybody is still waiting for it. */
        boolean isInTime() {
            return !request.timeout().isPositive() || left() > 0;
        }

        /** For how many nanoseconds more, if there is a limit. */
        long left() {
            long spent = request.eventLoop().ticker().nanoTime() - since;
            return request.timeout().toNanos() - spent;
        }
    }

    /** The sessions to one address. */
    private final class Sessions {
        /** With whether the peer has ever answered a stream. */
        private final ConcurrentMap<MultiplexSession, Boolean> all = new ConcurrentHashMap<>();

        private final AtomicReference<@Nullable CompletableFuture<MultiplexSession>> opening =
                new AtomicReference<>();

        CompletionStage<Channel> stream(Wish wish) {
            DialRequest request = wish.request();
            if (closed) {
                return Stages.failed(
                        Category.UNREACHABLE, request.address() + ": the node was removed");
            }
            Optional<MultiplexSession> usable = usable();
            if (usable.isPresent()) {
                return streamOf(usable.get(), wish);
            }
            CompletableFuture<MultiplexSession> mine = new CompletableFuture<>();
            @Nullable CompletableFuture<MultiplexSession> first =
                    opening.compareAndExchange(null, mine);
            boolean own = first == null;
            CompletableFuture<MultiplexSession> wanted = Objects.requireNonNullElse(first, mine);
            CompletionStage<Channel> stream =
                    wanted.handle(
                                    (session, failure) ->
                                            failure == null
                                                    ? streamOf(session, wish)
                                                    : instead(wish, own, failure))
                            .thenCompose(stage -> stage);
            if (own) {
                openSession(wish, mine);
            }
            return stream;
        }

        private Optional<MultiplexSession> usable() {
            return all.keySet().stream()
                    .filter(MultiplexSession::hasRoom)
                    .min(Comparator.comparingInt(MultiplexSession::streams));
        }

        private CompletionStage<Channel> streamOf(MultiplexSession session, Wish wish) {
            long receivedBefore = session.received();
            return session.open(wish.request().timeout())
                    .handle(
                            (channel, failure) -> {
                                if (failure == null) {
                                    watch(session, channel, receivedBefore, wish.suspicious());
                                    return CompletableFuture.completedStage(channel);
                                }
                                return insteadOf(session, wish, failure);
                            })
                    .thenCompose(stage -> stage);
        }

        /** What a request does that got no stream of a session. */
        private CompletionStage<Channel> insteadOf(
                MultiplexSession session, Wish wish, Throwable failure) {
            boolean full = GostException.of(failure).category() == Category.LIMIT;
            if (!wish.isInTime()) {
                return CompletableFuture.failedStage(failure);
            }
            if (full && session.isOpen() && session.streams() > 0) {
                return wish.mayTryElsewhere()
                        ? stream(wish.elsewhere())
                        : CompletableFuture.failedStage(failure);
            }
            if (full) {
                session.retire(); // it never had room
            }
            return wish.mayTryAgain() && !session.hasRoom()
                    ? stream(wish.again())
                    : CompletableFuture.failedStage(failure);
        }

        /** What a request does whose session could not be opened. */
        private CompletionStage<Channel> instead(Wish wish, boolean own, Throwable failure) {
            GostException cause = GostException.of(failure);
            // The attempt may have ended only because the one who made it gave up.
            boolean another =
                    !own
                            && cause.category() == Category.TIMEOUT
                            && wish.mayTryAgain()
                            && wish.isInTime();
            return another
                    ? CompletableFuture.supplyAsync(
                                    () -> stream(wish.again()), wish.request().eventLoop())
                            .thenCompose(stage -> stage)
                    : CompletableFuture.failedStage(cause);
        }

        private void openSession(Wish wish, CompletableFuture<MultiplexSession> promise) {
            DialRequest request = wish.request();
            Optional<MultiplexSession> meanwhile = usable();
            CompletionStage<MultiplexSession> session =
                    meanwhile.isPresent()
                            ? CompletableFuture.completedStage(meanwhile.get())
                            : attempt(request);
            session.whenComplete(
                    (opened, failure) -> {
                        if (failure == null && meanwhile.isEmpty()) {
                            add(opened);
                        }
                        opening.compareAndSet(promise, null);
                        if (failure == null) {
                            promise.complete(opened);
                        } else {
                            promise.completeExceptionally(failure);
                        }
                    });
            shareForAWhile(wish, promise);
        }

        /** As long as the one whose attempt it is waits. Then others make their own. */
        private void shareForAWhile(Wish wish, CompletableFuture<MultiplexSession> promise) {
            if (promise.isDone() || !wish.request().timeout().isPositive()) {
                return;
            }
            ScheduledFuture<?> end =
                    wish.request()
                            .eventLoop()
                            .schedule(
                                    () -> {
                                        opening.compareAndSet(promise, null);
                                        promise.completeExceptionally(late(wish.request()));
                                    },
                                    wish.left(),
                                    TimeUnit.NANOSECONDS);
            promise.whenComplete((_, _) -> end.cancel(false));
        }

        private CompletionStage<MultiplexSession> attempt(DialRequest request) {
            try {
                return opener.open(request);
            } catch (RuntimeException | Error e) {
                return CompletableFuture.failedStage(e);
            }
        }

        private void add(MultiplexSession session) {
            all.put(session, false);
            session.closed().thenRun(() -> all.remove(session));
            if (closed) {
                session.close();
            }
        }

        private void watch(
                MultiplexSession session,
                Channel stream,
                long receivedBefore,
                Duration suspicious) {
            EventLoop loop = stream.eventLoop();
            long openedAt = loop.ticker().nanoTime();
            if (stream instanceof VirtualChannel virtual) {
                virtual.whenAnswered(spoken -> answered(session, spoken));
            }
            stream.closeFuture()
                    .addListener(
                            _ -> {
                                long waited = loop.ticker().nanoTime() - openedAt;
                                if (waited >= suspicious.toNanos()
                                        && session.received() == receivedBefore) {
                                    session.retire();
                                }
                                retireSurplus();
                            });
        }

        /**
         * A node that stops refuses every new stream of a session, and keeps the session for the
         * old ones. So does one that cannot reach its target, on whichever session: then a fresh
         * one is of no use.
         */
        private void answered(MultiplexSession session, boolean spoken) {
            if (spoken) {
                all.replace(session, false, true);
            } else if (all.getOrDefault(session, false)) {
                session.retire();
            }
        }

        /** Of the sessions that nobody uses, one is enough. */
        private void retireSurplus() {
            if (all.size() > 1) {
                all.keySet().stream()
                        .filter(session -> session.streams() == 0)
                        .filter(
                                idle ->
                                        all.keySet().stream()
                                                .anyMatch(s -> s != idle && s.hasRoom()))
                        .findFirst()
                        .ifPresent(MultiplexSession::retire);
            }
        }

        void close() {
            all.keySet().forEach(MultiplexSession::close);
        }
    }
}
