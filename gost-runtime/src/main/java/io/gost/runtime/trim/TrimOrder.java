package io.gost.runtime.trim;

import io.gost.runtime.config.Config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What to cut.
 *
 * @param home the distribution to cut from
 * @param output where the trimmed one goes; must not exist, or be empty
 * @param plugins the files of the plugins that stay
 * @param modules host modules that these plugins require
 * @param tls whether the native library for TLS stays
 * @param config what it is for
 * @param inside the configuration's text, if it shall be part of the distribution
 * @param jdk where to link a smaller runtime image with; empty to keep the whole one
 * @param image where to write it as a container image, too, if at all
 */
public record TrimOrder(
        Path home,
        Path output,
        List<Path> plugins,
        Set<String> modules,
        boolean tls,
        Config config,
        Optional<String> inside,
        Optional<Jdk> jdk,
        Optional<Path> image) {
    /** Copies the collections. */
    public TrimOrder {
        plugins = List.copyOf(plugins);
        modules = Set.copyOf(modules);
    }
}
