package io.gost.plugin.http;

import io.gost.spi.IdleUpstreams;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Objects;

/**
 * The upstream connections that one client's earlier requests left open. They watch for the
 * origin's end of them while they wait; only a few are kept, and none for long.
 */
final class KeptUpstreams implements IdleUpstreams {
    private static final int MOST = 4;
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();

    private final Deque<Kept> kept = new ArrayDeque<>();
    private @Nullable UpstreamConnection taken;

    private record Kept(UpstreamConnection upstream, String route, long since) {}

    /** Keeps a connection whose response is complete, or closes it. */
    void keep(UpstreamConnection upstream) {
        String route = upstream.channel().attr(ROUTE).get();
        if (route == null) {
            upstream.close();
            return;
        }
        closeOld();
        if (kept.size() == MOST) {
            kept.removeFirst().upstream().close();
        }
        kept.addLast(new Kept(upstream, route, System.nanoTime()));
    }

    @Override
    public @Nullable Channel take(String route) {
        closeOld();
        Iterator<Kept> latestFirst = kept.descendingIterator();
        while (latestFirst.hasNext()) {
            Kept candidate = latestFirst.next();
            if (candidate.route().equals(route)) {
                latestFirst.remove();
                taken = candidate.upstream();
                taken.park();
                return taken.channel();
            }
        }
        return null;
    }

    /**
     * The connection that {@link #take} gave away and that has come back, {@code null} when the
     * channel is another one.
     */
    @Nullable UpstreamConnection reclaim(Channel channel) {
        UpstreamConnection upstream = taken;
        taken = null;
        if (upstream == null || !Objects.equals(upstream.channel(), channel)) {
            return null;
        }
        upstream.unpark();
        return upstream;
    }

    /** Forgets a connection that ended while it was kept. */
    void forget(UpstreamConnection upstream) {
        kept.removeIf(candidate -> candidate.upstream() == upstream);
    }

    void close() {
        while (!kept.isEmpty()) {
            kept.removeFirst().upstream().close();
        }
    }

    private void closeOld() {
        long now = System.nanoTime();
        while (!kept.isEmpty() && now - kept.getFirst().since() > LONGEST_NANOS) {
            kept.removeFirst().upstream().close();
        }
    }
}
