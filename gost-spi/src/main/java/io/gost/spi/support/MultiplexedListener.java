package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.MultiplexSession;
import io.netty.channel.Channel;
import io.netty.util.concurrent.Future;

import org.slf4j.Logger;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The listener of a {@link MultiplexedTransport}: each connection becomes a session, each stream of
 * it an accepted connection.
 *
 * <p>Stopping retires the sessions: each goes on, and takes streams, until it carries none. Its
 * peer cannot be told to open them elsewhere: smux has no word for it, and GOST answers yamux's
 * with the end of the session and of everything in it. Whether a stream that comes that late is
 * served is the acceptor's to say.
 */
final class MultiplexedListener implements Listener {
    /** How long who connected before the stop has to open a first stream. */
    private static final Duration FIRST_STREAM = Duration.ofSeconds(10);

    private final MultiplexedTransport transport;
    private final int backlog;
    private final Logger logger;
    private final Listener below;
    private final Set<MultiplexSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    MultiplexedListener(MultiplexedTransport transport, ListenerContext context, int backlog) {
        this.transport = transport;
        this.backlog = backlog;
        this.logger = context.logger();
        this.below = transport.transport().listener(context);
    }

    @Override
    public CompletionStage<SocketAddress> start(Acceptor acceptor) {
        return below.start(connection -> serve(connection, acceptor));
    }

    @Override
    public CompletionStage<Void> stop() {
        stopped = true;
        sessions.forEach(MultiplexSession::retire);
        return below.stop();
    }

    private void serve(Channel connection, Acceptor acceptor) {
        UntouchedStreams streams = new UntouchedStreams(acceptor, backlog, logger);
        MultiplexSession session = transport.multiplexer().server(connection, streams);
        sessions.add(session);
        session.closed().thenRun(() -> sessions.remove(session));
        if (stopped) {
            Future<?> later =
                    connection
                            .eventLoop()
                            .schedule(
                                    session::retire, FIRST_STREAM.toNanos(), TimeUnit.NANOSECONDS);
            session.closed().thenRun(() -> later.cancel(false));
        }
    }
}
