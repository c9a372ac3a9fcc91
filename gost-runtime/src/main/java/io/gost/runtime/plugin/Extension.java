package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.nio.file.Path;
import java.util.List;

/**
 * A provider that works, and what it claims.
 *
 * @param kind what it provides
 * @param provider the instance, the only one
 * @param types lower case, canonical first, each once
 * @param file the plugin it comes from
 */
record Extension(ExtensionKind kind, Provider<?> provider, List<String> types, Path file) {
    Extension {
        types = List.copyOf(types);
    }

    /** Names the jar and the class. */
    String origin() {
        return "%s (%s)".formatted(file, provider.getClass().getName());
    }
}
