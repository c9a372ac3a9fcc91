package io.gost.runtime.route;

import io.gost.runtime.metrics.ChainMetrics;
import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.Target;
import io.netty.channel.Channel;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The nodes chosen for one attempt.
 *
 * @param nodes in the order they are passed; empty for a direct connection
 * @param entry the chain of a chain group that they belong to, which hears how it went, or {@code
 *     null}
 * @param metrics counts for the chain that they belong to
 */
public record Route(List<Node> nodes, @Nullable ChainEntry entry, ChainMetrics metrics) {
    /** Straight from this host. */
    public static final Route DIRECT = new Route(List.of());

    /** Keeps the nodes as they are now. */
    public Route {
        nodes = List.copyOf(nodes);
    }

    /**
     * A route that belongs to no chain.
     *
     * @param nodes in the order they are passed
     */
    public Route(List<Node> nodes) {
        this(nodes, null, ChainMetrics.NONE);
    }

    /**
     * The route in words.
     *
     * @param target the end
     * @return {@code node-0@10.0.0.1:1080 > example.com:80}
     */
    public String describe(Target target) {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            text.append(node.label()).append(" > ");
        }
        return text.append(target).toString();
    }

    /**
     * Whether another one leads through the very same live nodes. One that took the place of
     * another may look the same and still log in as somebody else.
     */
    @SuppressWarnings("ReferenceEquality") // which is what it is about
    boolean isThrough(List<Node> others) {
        return nodes.size() == others.size()
                && IntStream.range(0, nodes.size()).allMatch(i -> nodes.get(i) == others.get(i));
    }

    /** The same route, chosen by way of a chain group. */
    Route through(ChainEntry chosen) {
        return new Route(nodes, chosen, metrics);
    }

    /** Somebody begins to walk it. */
    void entered() {
        if (entry != null) {
            entry.standing().entered();
        }
    }

    /** It leads to the target. */
    void reached(Channel channel) {
        if (entry != null) {
            ChainEntry chain = entry;
            chain.standing().reached();
            channel.closeFuture().addListener(_ -> chain.standing().left());
        }
    }

    /**
     * It did not lead to the target.
     *
     * @param broken whether that is the fault of one of the nodes
     */
    void failed(boolean broken, GostException failure, Tried tried) {
        if (entry != null) {
            entry.standing().left();
            if (broken) {
                entry.standing().unreachable(String.valueOf(failure.getMessage()));
            }
            tried.add(entry);
        }
    }
}
