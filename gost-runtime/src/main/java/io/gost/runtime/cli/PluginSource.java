package io.gost.runtime.cli;

import io.gost.runtime.config.url.GostTypes;
import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.plugin.PluginPolicy;
import io.gost.runtime.plugin.Plugins;

import org.jspecify.annotations.Nullable;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The plugins of this process: loaded once, when first needed, because code is never reloaded and
 * {@code gost -V} needs none. First used by the main thread.
 */
final class PluginSource {
    private final Distribution distribution;
    private List<PluginPolicy> policies = List.of();
    private @Nullable Plugins plugins;

    PluginSource(Distribution distribution) {
        this.distribution = distribution;
    }

    /** Where the program is installed. */
    Distribution distribution() {
        return distribution;
    }

    /** Plugins that are there already, whatever directories are named. */
    PluginSource(Plugins plugins) {
        this.distribution = new Distribution(Optional.empty());
        this.plugins = plugins;
    }

    /** The plugins of the named directories, or of the distribution when none is named. */
    Plugins plugins(List<Path> directories) {
        Plugins known = plugins;
        if (known == null) {
            known = Plugins.load(directories(directories), policies);
            plugins = known;
        }
        return known;
    }

    /**
     * The same for a command that has no log.
     *
     * @param err hears of those that are refused, now and when further ones are opened
     */
    Plugins plugins(List<Path> directories, PrintWriter err) {
        Plugins found = plugins(directories);
        found.report(problem -> err.println("gost: " + problem.line()));
        return found;
    }

    /** Where the program is installed. */
    Optional<Path> home() {
        return distribution.home();
    }

    /** The named directories, or the distribution's when none is named. */
    List<Path> directories(List<Path> named) {
        return named.isEmpty() ? distribution.plugins().stream().toList() : named;
    }

    /** The types that the plugins provide, for telling them apart on the command line. */
    KnownTypes types(List<Path> directories) {
        return new PluginTypes(
                new GostTypes().plus(kind -> names(plugins(directories), kind)), this::restrict);
    }

    private boolean restrict(List<PluginPolicy> wanted) {
        if (plugins == null) {
            policies = List.copyOf(wanted);
        }
        return policies.equals(wanted);
    }

    private static Set<String> names(Plugins plugins, KnownTypes.Kind kind) {
        return switch (kind) {
            case HANDLER -> plugins.handlers().types();
            case LISTENER -> plugins.listeners().types();
            case CONNECTOR -> plugins.connectors().types();
            case DIALER -> plugins.dialers().types();
        };
    }
}
