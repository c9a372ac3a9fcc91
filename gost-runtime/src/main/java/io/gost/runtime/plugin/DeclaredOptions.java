package io.gost.runtime.plugin;

import io.gost.spi.OptionSpec;

import java.util.List;

/**
 * What a provider declares about its {@code metadata} map by reading it.
 *
 * @param specs its own keys, in order of reading
 * @param delegates the other types of its kind that read the same map
 */
public record DeclaredOptions(List<OptionSpec> specs, List<String> delegates) {
    /** Copies the lists. */
    public DeclaredOptions {
        specs = List.copyOf(specs);
        delegates = List.copyOf(delegates);
    }
}
