package io.gost.runtime.cli;

import io.gost.runtime.config.PluginsConfig;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.plugin.PluginPolicy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which plugins may be opened: what the {@code plugins} section of a configuration allows, and what
 * a lock does. Neither can widen the other.
 */
final class PluginRules {
    /** Where both say it. */
    static final String SECTION = "plugins";

    private final Diagnostics diagnostics;
    private final List<PluginPolicy> policies = new ArrayList<>();
    private boolean understood = true;

    /**
     * Begins with everything allowed.
     *
     * @param diagnostics takes what is wrong
     */
    PluginRules(Diagnostics diagnostics) {
        this.diagnostics = diagnostics;
    }

    /** Adds what a configuration says, if it says anything. */
    void restrict(Mapping configuration) {
        configuration
                .find(SECTION)
                .map(PluginRules::written)
                .ifPresent(location -> read(configuration, location).ifPresent(policies::add));
    }

    /**
     * Adds what a lock says, which has to name the digest of every file.
     *
     * @param document the lock; empty when it could not be read
     */
    void lock(Optional<Mapping> document) {
        if (document.isEmpty()) {
            understood = false;
            return;
        }
        Mapping lock = document.get();
        Location location = lock.find(SECTION).map(PluginRules::written).orElseGet(lock::location);
        if (lock.find(SECTION).isEmpty()) {
            refuse(location, SECTION, "missing, so that nothing is locked");
            return;
        }
        Optional<PluginPolicy> policy = read(lock, location);
        if (policy.isPresent() && policy.get().sha256().isEmpty()) {
            refuse(
                    location,
                    SECTION + ".sha256",
                    "missing: a lock names the digest of each file; gost plugins lock writes one");
        }
        policy.ifPresent(policies::add);
    }

    /** All rules there are; empty when one was not understood, so that nothing must be opened. */
    Optional<List<PluginPolicy>> policies() {
        return understood ? Optional.of(List.copyOf(policies)) : Optional.empty();
    }

    private Optional<PluginPolicy> read(Mapping document, Location location) {
        Diagnostics found = new Diagnostics();
        PluginsConfig plugins = new RecordReader(found, UnknownKeys.WARN).read(document).plugins();
        List<Diagnostic> own =
                found.all().stream().filter(each -> each.path().startsWith(SECTION)).toList();
        for (Diagnostic each : own) { // a configuration's were reported before; each is kept once
            switch (each.severity()) {
                case ERROR -> refuse(each.location(), each.path(), each.message());
                case WARNING -> diagnostics.warning(each.location(), each.path(), each.message());
            }
        }
        if (plugins == null || (plugins.allow().isEmpty() && plugins.sha256().isEmpty())) {
            refuse(location, SECTION, "allows nothing: allow or sha256 has to name plugins");
            return Optional.empty();
        }
        return Optional.of(
                new PluginPolicy(location.origin(), plugins.allow(), Map.copyOf(plugins.sha256())));
    }

    /** The value knows its file, also when several were put together. */
    static Location written(Mapping.Entry section) {
        return section.value().location();
    }

    private void refuse(Location location, String path, String message) {
        diagnostics.error(location, path, message);
        understood = false;
    }
}
