package io.gost.runtime.config.document;

import java.util.List;

/**
 * A list of a document.
 *
 * @param location where it begins
 * @param items its values
 */
public record Sequence(Location location, List<Node> items) implements Node {
    /** Keeps the items as they are now. */
    public Sequence {
        items = List.copyOf(items);
    }
}
