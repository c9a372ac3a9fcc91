package io.gost.runtime.plugin;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A plugin known by its descriptors only.
 *
 * @param location where it lies
 * @param main the module that stands for the plugin
 * @param parts every module of the plugin, {@code main} included
 * @param oddities what is worth a line if it is used
 */
record PluginCandidate(
        PluginLocation location,
        PluginPart main,
        List<PluginPart> parts,
        List<PluginProblem> oddities) {
    private static final String MAIN_PREFIX = "gost-plugin-";

    PluginCandidate {
        parts = List.copyOf(parts);
        oddities = List.copyOf(oddities);
    }

    /** Picks the main module: named {@code gost-plugin-…}, else providing, else the only one. */
    static PluginCandidate of(PluginLocation location, List<PluginPart> parts)
            throws PluginRefusedException {
        return parts.stream()
                .filter(part -> String.valueOf(part.file().getFileName()).startsWith(MAIN_PREFIX))
                .findFirst()
                .or(() -> parts.stream().filter(PluginCandidate::provides).findFirst())
                .or(() -> parts.size() == 1 ? Optional.of(parts.getFirst()) : Optional.empty())
                .map(main -> new PluginCandidate(location, main, parts, List.of()))
                .orElseThrow(
                        () ->
                                new PluginRefusedException(
                                        PluginProblem.refused(
                                                location.file(),
                                                "",
                                                "none of its jars provides anything",
                                                "one jar that does, or is named gost-plugin-….jar",
                                                "put plugins, not libraries, into it")));
    }

    PluginCandidate with(List<PluginProblem> found) {
        return new PluginCandidate(location, main, parts, found);
    }

    /** What a user would name. */
    Path file() {
        return location.file();
    }

    String module() {
        return main.module();
    }

    /** Whether other plugins may require this one. */
    boolean isLibrary() {
        return !main.descriptor().exports().isEmpty();
    }

    /** Whether any of its modules is registered for any kind of extension. */
    boolean provides() {
        return parts.stream().anyMatch(PluginCandidate::provides);
    }

    boolean holds(String module) {
        return parts.stream().anyMatch(part -> part.module().equals(module));
    }

    /** Whether a native library lies beside its jars. */
    boolean holdsNativeLibrary() throws PluginRefusedException {
        if (!Files.isDirectory(file())) {
            return false;
        }
        try (DirectoryStream<Path> found =
                Files.newDirectoryStream(file(), "*.{so,dylib,jnilib,dll}")) {
            return found.iterator().hasNext();
        } catch (IOException e) {
            throw new PluginRefusedException(
                    refused("cannot be listed: " + IoReason.of(e), "", "mend its rights"));
        }
    }

    /** Finds this plugin's modules and no others, without reading the jars again. */
    ModuleFinder finder() {
        Set<ModuleReference> references = new HashSet<>();
        parts.forEach(part -> references.add(part.reference()));
        return new ModuleFinder() {
            @Override
            public Optional<ModuleReference> find(String name) {
                return references.stream()
                        .filter(reference -> reference.descriptor().name().equals(name))
                        .findFirst();
            }

            @Override
            public Set<ModuleReference> findAll() {
                return Set.copyOf(references);
            }
        };
    }

    /** What has to come from other plugins: required by any part, neither own nor the host's. */
    Set<String> requiredPlugins(Host host) {
        return parts.stream()
                .flatMap(PluginPart::requires)
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> !host.has(name) && !holds(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The version of the SPI it was compiled against, as javac wrote it. */
    Optional<String> spiVersion() {
        return parts.stream()
                .flatMap(PluginPart::requires)
                .filter(requires -> requires.name().equals(Host.SPI))
                .findFirst()
                .flatMap(ModuleDescriptor.Requires::rawCompiledVersion);
    }

    PluginProblem refused(String seen, String wanted, String mend) {
        return PluginProblem.refused(file(), module(), seen, wanted, mend);
    }

    private static boolean provides(PluginPart part) {
        return Arrays.stream(ExtensionKind.values()).anyMatch(part::provides);
    }
}
