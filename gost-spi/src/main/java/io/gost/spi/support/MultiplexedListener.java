package io.gost.spi.support;

import io.gost.spi.Acceptor;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.MultiplexSession;
import io.netty.channel.Channel;

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The listener of a {@link MultiplexedTransport}: each connection becomes a session, each stream of
 * it an accepted connection. Stopping retires the sessions: their streams go on.
 */
final class MultiplexedListener implements Listener {
    private final MultiplexedTransport transport;
    private final Listener below;
    private final Set<MultiplexSession> sessions = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    MultiplexedListener(MultiplexedTransport transport, ListenerContext context) {
        this.transport = transport;
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
        MultiplexSession session = transport.multiplexer().server(connection, acceptor);
        sessions.add(session);
        session.closed().thenRun(() -> sessions.remove(session));
        if (stopped) {
            session.retire();
        }
    }
}
