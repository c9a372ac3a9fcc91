package io.gost.runtime.route;

import io.gost.runtime.select.Standing;

/**
 * A chain of a chain group.
 *
 * @param chain the chain
 * @param terms which requests it serves in the group
 * @param standing how it stands in the group, by its probe and by the requests that went through it
 */
public record ChainEntry(Chain chain, Terms terms, Standing standing) implements Member {
    @Override
    public String name() {
        return chain.name();
    }

    @Override
    public String address() {
        return "";
    }
}
