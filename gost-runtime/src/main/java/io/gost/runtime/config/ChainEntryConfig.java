package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * One candidate of a chain group; a plain text names just the chain.
 *
 * @param chain the chain
 * @param matcher when it is a candidate; absent means always
 * @param probe tells whether it works
 */
@Shorthand("chain")
public record ChainEntryConfig(
        @Refers("chains") String chain,
        @Nullable NodeMatcherConfig matcher,
        @Nullable ProbeConfig probe) {}
