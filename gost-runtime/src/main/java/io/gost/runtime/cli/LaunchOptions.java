package io.gost.runtime.cli;

import io.gost.runtime.admin.ConfigSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What the command line says besides the configuration.
 *
 * @param plugins the directories to load plugins from, in order; empty means the distribution's own
 * @param reloadPeriod how often the configuration is read again; zero means never
 * @param drain how long sessions have to end after the process was asked to stop
 * @param source reads all sources again, as at start
 */
public record LaunchOptions(
        List<Path> plugins, Duration reloadPeriod, Duration drain, ConfigSource source) {
    /** Keeps the directories as they are now. */
    public LaunchOptions {
        plugins = List.copyOf(plugins);
    }
}
