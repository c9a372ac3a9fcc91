package io.gost.runtime.route;

import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

/**
 * A group of interchangeable nodes.
 *
 * @param name the name in the configuration
 * @param selector picks the node
 */
public record Hop(String name, Selector<Node> selector) {
    /**
     * Picks a node.
     *
     * @param flow the request
     * @param tried who did not work for the request; avoided while there are others
     * @return the node; when all have failed, the last resort
     * @throws GostException of category {@code UNREACHABLE} when the hop has no nodes: it never
     *     means “go without”
     */
    public Node select(Flow flow, Tried tried) {
        return selector.select(flow, null, tried)
                .orElseThrow(
                        () ->
                                new GostException(
                                        Category.UNREACHABLE,
                                        "hop " + name + ": node not available"));
    }

    /** Closes the nodes. */
    public void close() {
        selector.candidates().forEach(Node::close);
    }
}
