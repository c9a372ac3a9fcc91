package io.gost.runtime.plugin;

import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A plugin in use.
 *
 * @param name short name: {@code socks5} for module {@code io.gost.plugin.socks5}, the module's
 *     name for others
 * @param module the module's name
 * @param version the module's version; empty when it has none
 * @param spiVersion the version of {@code io.gost.spi} it was built against; empty when unknown
 * @param file the jar or directory
 * @param types what it provides, canonical names first; a kind it does not provide is absent, and a
 *     library plugin has none at all
 */
public record LoadedPlugin(
        String name,
        String module,
        String version,
        String spiVersion,
        Path file,
        Map<ExtensionKind, List<String>> types) {
    /** Copies the types. */
    public LoadedPlugin {
        Map<ExtensionKind, List<String>> copy = new EnumMap<>(ExtensionKind.class);
        types.forEach((kind, names) -> copy.put(kind, List.copyOf(names)));
        types = Collections.unmodifiableMap(copy);
    }

    /**
     * The versions of the SPI that it runs with: from the one it was built against to before the
     * next major one.
     *
     * @return such as {@code [1.2,2.0)}; empty when it is not known what it was built against
     */
    public String spiRange() {
        return ModuleVersion.parse(spiVersion)
                .map(built -> "[%s,%d.0)".formatted(built, built.major() + 1))
                .orElse("");
    }
}
