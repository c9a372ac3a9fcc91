package io.gost.runtime.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the command line says besides the configuration.
 *
 * @param plugins the directories to load plugins from, in order; empty means the distribution's own
 * @param reloadPeriod how often the configuration is read again; zero means never
 * @param drain how long sessions have to end after the process was asked to stop
 * @param reload reads all sources again, as at start, and fails with category {@code CONFIG} when
 *     they are wrong
 */
public record LaunchOptions(
        List<Path> plugins, Duration reloadPeriod, Duration drain, Supplier<LoadedConfig> reload) {
    /** Keeps the directories as they are now. */
    public LaunchOptions {
        plugins = List.copyOf(plugins);
    }
}
