package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * Several chains of which one is chosen per connection.
 *
 * @param chains the candidates
 * @param selector chooses among them
 */
public record ChainGroupConfig(List<ChainEntryConfig> chains, @Nullable SelectorConfig selector) {
    /** Keeps the lists as they are now. */
    public ChainGroupConfig {
        chains = Entries.copy(chains);
    }
}
