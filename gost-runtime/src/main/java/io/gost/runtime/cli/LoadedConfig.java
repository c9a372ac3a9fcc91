package io.gost.runtime.cli;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of all sources together.
 *
 * @param config the configuration
 * @param sources tells where its keys were written
 * @param warnings what is odd in it
 * @param file the last file that was named with {@code -C}, or the default file that was found; the
 *     Web API saves to it
 */
public record LoadedConfig(
        Config config, SourceMap sources, List<Diagnostic> warnings, Optional<Path> file) {
    /** Keeps the warnings as they are now. */
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
