package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Several hops of which one is chosen per connection.
 *
 * @param hops the candidates
 * @param selector chooses among them
 */
public record HopGroupConfig(List<HopEntryConfig> hops, @Nullable SelectorConfig selector) {
    /** Keeps the lists as they are now. */
    public HopGroupConfig {
        hops = Entries.copy(hops);
    }
}
