package io.gost.spi.support;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.PluginContext;
import io.gost.spi.Session;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * What a {@link Session} is to a {@link BlockingHandler}: the same methods, which wait for their
 * results instead of promising them.
 *
 * <p><b>Threads.</b> For the one virtual thread that {@link BlockingHandler#serve} runs on.
 */
public final class BlockingSession {
    private final Session session;
    private final BlockingStream stream;
    private final Set<Channel> upstreams = ConcurrentHashMap.newKeySet();
    private boolean relayed;

    BlockingSession(Session session) {
        this.session = session;
        this.stream = BlockingStream.over(session.channel());
    }

    /**
     * What the client says.
     *
     * @return a stream that ends when the client's output or the session does; when the connection
     *     breaks, reading throws
     */
    public InputStream input() {
        return stream.input();
    }

    /**
     * What the client hears.
     *
     * @return a stream of which every write is sent at once, and waits while the client reads too
     *     slowly; closing it ends the output only
     */
    public OutputStream output() {
        return stream.output();
    }

    /**
     * Where the client is.
     *
     * @return as {@link Session#clientAddress}
     */
    public SocketAddress clientAddress() {
        return session.clientAddress();
    }

    /**
     * Gives the client a deadline, after which the session ends, and {@link #input} with it.
     *
     * @param timeout as {@link Session#expectWithin}
     */
    public void expectWithin(Duration timeout) {
        run(() -> session.expectWithin(timeout));
    }

    /**
     * Checks the client's credentials.
     *
     * @param credentials what the client sent; empty texts when it sent none
     * @return the client's id, possibly empty
     * @throws GostException of category {@code AUTHENTICATION} when they are refused
     */
    public String authenticate(Credentials credentials) {
        return call(() -> session.authenticate(credentials));
    }

    /**
     * Makes sticky strategies pick by a text of the handler's choice.
     *
     * @param key as {@link Session#hashBy}
     */
    public void hashBy(String key) {
        run(() -> session.hashBy(key));
    }

    /**
     * Reaches a target.
     *
     * @param target where to go; the host may be a name
     * @return a parked channel for {@link #relay}
     * @throws GostException with what kept it from being reached
     */
    public Channel connect(Target target) {
        return keep(call(() -> session.connect(target)));
    }

    /**
     * Reaches a node of the service's forwarder.
     *
     * @return a parked channel for {@link #relay}
     * @throws GostException with what kept it from being reached
     */
    public Channel forward() {
        return keep(call(session::forward));
    }

    /**
     * Adds a fact to the session's record.
     *
     * @param field as in {@link io.gost.spi.SessionRecord#put}
     * @param value as in {@link io.gost.spi.SessionRecord#put}
     */
    public void record(String field, Object value) {
        run(() -> session.record().put(field, value));
    }

    /**
     * Joins the client and an upstream, which goes on when the handler has returned. What was
     * written before reaches the client first, and what was not read goes to the upstream. The
     * streams are closed.
     *
     * @param upstream from {@link #connect} or {@link #forward}
     * @param idleTimeout as {@link Session#relay}
     */
    public void relay(Channel upstream, Duration idleTimeout) {
        run(
                () -> {
                    relayed = true;
                    upstreams.remove(upstream);
                    stream.release();
                    session.relay(upstream, idleTimeout);
                });
    }

    /** Runs the handler's code and ends what it leaves open. On the event loop. */
    void run(PluginContext context, String peer, BlockingStream.Code code) {
        stream.run(context, peer, code).whenComplete((_, failure) -> finish(failure));
    }

    private void finish(@Nullable Throwable failure) {
        upstreams.forEach(Channel::close);
        if (!relayed) {
            stream.discard();
            session.end(failure);
        }
    }

    private Channel keep(Channel upstream) {
        upstreams.add(upstream);
        return upstream;
    }

    private void run(Runnable action) {
        call(
                () -> {
                    action.run();
                    return CompletableFuture.completedStage("done");
                });
    }

    /** Runs on the event loop and waits for the outcome. */
    private <T> T call(Supplier<CompletionStage<T>> action) {
        CompletableFuture<T> result =
                Stages.on(
                        CompletableFuture.supplyAsync(action, session.channel().eventLoop())
                                .thenCompose(stage -> stage),
                        session.channel().eventLoop());
        try {
            return result.get();
        } catch (ExecutionException | CancellationException e) {
            throw GostException.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result.cancel(false); // a channel that arrives later is closed
            throw new GostException(Category.TIMEOUT, "interrupted", e);
        }
    }
}
