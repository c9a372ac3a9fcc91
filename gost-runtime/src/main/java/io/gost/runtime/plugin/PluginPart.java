package io.gost.runtime.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * One module of a plugin.
 *
 * @param file its jar or directory
 * @param reference where the layer gets its classes
 */
record PluginPart(Path file, ModuleReference reference) {
    ModuleDescriptor descriptor() {
        return reference.descriptor();
    }

    String module() {
        return descriptor().name();
    }

    /** What must be there at run time. */
    Stream<ModuleDescriptor.Requires> requires() {
        return descriptor().requires().stream()
                .filter(
                        requires ->
                                !requires.modifiers()
                                        .contains(ModuleDescriptor.Requires.Modifier.STATIC));
    }

    boolean provides(ExtensionKind kind) {
        return descriptor().provides().stream()
                .anyMatch(provided -> provided.service().equals(kind.service().getName()));
    }
}
