package io.gost.runtime.route;

import io.gost.spi.Target;

import java.util.List;

/**
 * The nodes chosen for one attempt.
 *
 * @param nodes in the order they are passed; empty for a direct connection
 */
public record Route(List<Node> nodes) {
    /** Straight from this host. */
    public static final Route DIRECT = new Route(List.of());

    /** Keeps the nodes as they are now. */
    public Route {
        nodes = List.copyOf(nodes);
    }

    /**
     * The route in words, for logs and for telling routes apart.
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
}
