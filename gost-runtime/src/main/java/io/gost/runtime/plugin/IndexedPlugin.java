package io.gost.runtime.plugin;

import java.util.List;
import java.util.Map;

/**
 * A plugin as an index describes it.
 *
 * @param location where it lies
 * @param module its main module
 * @param types what it provides, canonical names first
 */
record IndexedPlugin(
        PluginLocation location, String module, Map<ExtensionKind, List<String>> types) {
    IndexedPlugin {
        types = Map.copyOf(types);
    }
}
