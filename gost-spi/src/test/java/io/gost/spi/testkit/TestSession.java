package io.gost.spi.testkit;

import io.gost.spi.Binding;
import io.gost.spi.Credentials;
import io.gost.spi.DatagramBinding;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.Network;
import io.gost.spi.Session;
import io.gost.spi.SessionRecord;
import io.gost.spi.Target;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Relay;
import io.gost.spi.support.SharedFate;
import io.gost.spi.support.Stages;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;

import org.jspecify.annotations.Nullable;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A session over a real connection: targets are looked up in the {@link TestRouter} and reached
 * over the loopback, bytes are copied by the real {@link Relay}, and everything the handler asked
 * for can be read by the test, from any thread.
 */
public final class TestSession implements Session {
    private static final AtomicLong IDS = new AtomicLong();

    private final TestNetwork network;
    private final Channel channel;
    private final @Nullable Credentials accepted;
    private final CompletionStage<?> loginsHeldUntil;
    private final @Nullable Transcript transcript;
    private final String id = "s%019d".formatted(IDS.incrementAndGet());
    private final long start = System.nanoTime();
    private final List<Target> targets = new CopyOnWriteArrayList<>();
    private final List<Credentials> logins = new CopyOnWriteArrayList<>();
    private final List<Channel> upstreams = new CopyOnWriteArrayList<>();
    private final Map<String, Object> facts = new ConcurrentHashMap<>();
    private final CompletableFuture<Ending> ended = new CompletableFuture<>();
    private volatile @Nullable Duration deadline;
    private volatile @Nullable Channel relayed;
    private volatile @Nullable Duration idleTimeout;
    private volatile String hashKey = "";
    private boolean answered;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * How a session ended.
     *
     * @param failure why, or {@code null} when all went well
     * @param relayed what was relayed, or {@code null} when it never came to that
     */
    public record Ending(@Nullable GostException failure, Relay.@Nullable Outcome relayed) {}

    TestSession(
            TestNetwork network,
            Channel channel,
            @Nullable Credentials accepted,
            CompletionStage<?> loginsHeldUntil,
            @Nullable Transcript transcript) {
        this.network = network;
        this.channel = channel;
        this.accepted = accepted;
        this.loginsHeldUntil = loginsHeldUntil;
        this.transcript = transcript;
    }

    /**
     * The targets asked for so far.
     *
     * @return in order
     */
    public List<Target> targets() {
        return targets;
    }

    /**
     * The credentials checked so far.
     *
     * @return in order
     */
    public List<Credentials> logins() {
        return logins;
    }

    /**
     * The upstream channels given to the handler so far.
     *
     * @return in order
     */
    public List<Channel> upstreams() {
        return upstreams;
    }

    /**
     * The facts put into {@link #record} so far.
     *
     * @return field to value
     */
    public Map<String, Object> facts() {
        return facts;
    }

    /**
     * The deadline that runs now.
     *
     * @return what {@link #expectWithin} was given, or {@code null} when it was lifted
     */
    public @Nullable Duration deadline() {
        return deadline;
    }

    /**
     * The idle time-out the handler asked for.
     *
     * @return the argument of {@link #relay}, or {@code null} before
     */
    public @Nullable Duration idleTimeout() {
        return idleTimeout;
    }

    /**
     * What the handler hashes by.
     *
     * @return the argument of {@link #hashBy}, or the empty text
     */
    public String hashKey() {
        return hashKey;
    }

    /** Waits until the handler has begun to relay. */
    public void awaitRelay() {
        Await.until("the handler relays", () -> relayed != null);
    }

    /**
     * Waits until the session has ended.
     *
     * @return how
     */
    public Ending awaitEnd() {
        return Await.result(ended);
    }

    /** Lets the deadline of {@link #expectWithin} pass now. The handler must have set one. */
    public void passDeadline() {
        Await.until(
                "the handler has set a deadline; call session.expectWithin(…) before it waits",
                () -> deadline != null);
        channel.eventLoop().execute(this::expire);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public Network network() {
        return channel.metadata().hasDisconnect() ? Network.UDP : Network.TCP;
    }

    @Override
    public SocketAddress clientAddress() {
        return channel.remoteAddress();
    }

    @Override
    public SocketAddress localAddress() {
        return channel.localAddress();
    }

    @Override
    public void expectWithin(Duration timeout) {
        onLoop();
        cancelTimer();
        if (timeout.isPositive()) {
            deadline = timeout;
            long elapsed = answered ? 0 : System.nanoTime() - start;
            timer =
                    channel.eventLoop()
                            .schedule(
                                    this::expire,
                                    timeout.toNanos() - elapsed,
                                    TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public CompletionStage<String> authenticate(Credentials credentials) {
        onLoop();
        logins.add(credentials);
        if (accepted == null) {
            return Stages.on(later(""), channel.eventLoop());
        }
        return orGone(Stages.on(loginsHeldUntil, channel.eventLoop()))
                .thenCompose(_ -> later(credentials))
                .thenCompose(
                        login ->
                                login.equals(accepted)
                                        ? CompletableFuture.completedFuture(login.username())
                                        : Stages.failed(
                                                Category.AUTHENTICATION,
                                                "unknown user or wrong password"));
    }

    @Override
    public void hashBy(String key) {
        onLoop();
        hashKey = key;
    }

    @Override
    public CompletionStage<Channel> connect(Target target, IdleUpstreams idle) {
        onLoop();
        lift();
        targets.add(target);
        String route = "direct to " + target;
        Channel kept = idle.take(route);
        return kept != null
                ? later(kept)
                : guarded(
                        later(target)
                                .thenCompose(network.router()::find)
                                .thenCompose(address -> dial(target, address)),
                        route);
    }

    @Override
    public CompletionStage<Channel> forward(Network over) {
        Target target = network.router().forwardTarget();
        return target != null
                ? connect(target.over(over))
                : Stages.failed(Category.UNREACHABLE, "no node available");
    }

    @Override
    public CompletionStage<Binding> bind(Target target) {
        onLoop();
        lift();
        targets.add(target);
        Category failure = network.router().bindingFailure();
        if (failure != null) {
            return Stages.failed(failure, "the test's router: " + failure);
        }
        return Stages.on(LoopbackBinding.open(network, channel.eventLoop()), channel.eventLoop());
    }

    @Override
    public CompletionStage<DatagramBinding> bindDatagrams(Target target) {
        onLoop();
        lift();
        targets.add(target);
        Category failure = network.router().bindingFailure();
        return failure != null
                ? Stages.failed(failure, "the test's router: " + failure)
                : guarded(LoopbackDatagrams.associate(network, channel.eventLoop()), "bound")
                        .thenApply(bound -> new DatagramBinding(bound.localAddress(), bound));
    }

    @Override
    public CompletionStage<Channel> associate(Network kind) {
        onLoop();
        lift();
        return guarded(LoopbackDatagrams.associate(network, channel.eventLoop()), kind.toString());
    }

    @Override
    public void relay(Channel upstream, Duration idle) {
        onLoop();
        lift();
        if (transcript != null) {
            transcript.stop();
        }
        idleTimeout = idle;
        Relay.join(channel, upstream, idle)
                .thenAccept(outcome -> ended.complete(new Ending(outcome.failure(), outcome)));
        relayed = upstream;
    }

    @Override
    public void relay(Channel data, Channel upstream, Duration idle) {
        onLoop();
        lift();
        idleTimeout = idle;
        SharedFate.tie(channel, data);
        Relay.join(data, upstream, idle)
                .thenAccept(outcome -> ended.complete(new Ending(outcome.failure(), outcome)));
        relayed = upstream;
    }

    @Override
    public void end(@Nullable Throwable cause) {
        onLoop();
        cancelTimer();
        if (ended.complete(new Ending(cause == null ? null : GostException.of(cause), null))) {
            HalfClose.closeAfterFlush(channel);
        }
    }

    @Override
    public SessionRecord record() {
        return facts::put;
    }

    private CompletionStage<Channel> dial(Target target, SocketAddress address) {
        return target.network().isDatagram()
                ? network.dialDatagrams(address, channel.eventLoop())
                : network.dial(address, channel.eventLoop());
    }

    private void expire() {
        if (deadline != null) {
            end(new GostException(Category.TIMEOUT, "no request within " + deadline));
        }
    }

    private void lift() {
        answered = true;
        cancelTimer();
    }

    private void cancelTimer() {
        deadline = null;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    /** The same value, but never before the caller has returned. */
    private <T> CompletableFuture<T> later(T value) {
        CompletableFuture<T> future = new CompletableFuture<>();
        channel.eventLoop().execute(() -> future.complete(value));
        return future;
    }

    /** Completes on the loop; fails when the client leaves first, and closes what comes later. */
    private CompletableFuture<Channel> guarded(CompletionStage<Channel> dialed, String route) {
        return orGone(Stages.on(dialed, channel.eventLoop()))
                .thenApply(
                        arrived -> {
                            arrived.attr(IdleUpstreams.ROUTE).set(route);
                            upstreams.add(arrived);
                            return arrived;
                        });
    }

    private <T> CompletableFuture<T> orGone(CompletableFuture<T> stage) {
        channel.closeFuture()
                .addListener(
                        _ ->
                                stage.completeExceptionally(
                                        new GostException(
                                                Category.UNREACHABLE, "the client has left")));
        return stage;
    }

    private void onLoop() {
        if (!channel.eventLoop().inEventLoop()) {
            network.complain(
                    "a session was used outside its event loop; bring the stage back with"
                            + " Stages.on(stage, channel.eventLoop())",
                    new Throwable());
        }
    }
}
