package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * One candidate of a hop group.
 *
 * @param hop the hop
 * @param matcher when it is a candidate; absent means always
 * @param probe tells whether it works
 */
@Shorthand("hop")
public record HopEntryConfig(
        @Refers("hops") String hop,
        @Nullable NodeMatcherConfig matcher,
        @Nullable ProbeConfig probe) {}
