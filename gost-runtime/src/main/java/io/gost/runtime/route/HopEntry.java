package io.gost.runtime.route;

import io.gost.runtime.select.Standing;

/**
 * A hop of a hop group.
 *
 * @param hop the hop
 * @param terms which requests it serves in the group
 * @param standing how it stands in the group
 */
public record HopEntry(Pool<? extends Destination> hop, Terms terms, Standing standing)
        implements Member {
    @Override
    public String name() {
        return hop.name();
    }

    @Override
    public String address() {
        return "";
    }
}
