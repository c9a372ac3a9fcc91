package io.gost.runtime.plugin;

import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;

/** The layer that holds the SPI, the runtime, the libraries plugins may count on, and the JDK. */
final class Host {
    static final String SPI = "io.gost.spi";
    static final String RUNTIME = "io.gost.runtime";

    private final ModuleLayer layer;
    private final Map<String, String> owners = new HashMap<>();

    private Host(ModuleLayer layer) {
        this.layer = layer;
        for (Module module : layer.modules()) {
            module.getPackages().forEach(name -> owners.put(name, module.getName()));
        }
    }

    /** The layer this class itself is in. */
    static Host current() {
        return new Host(
                Optional.ofNullable(Host.class.getModule().getLayer())
                        .orElseGet(ModuleLayer::boot));
    }

    /** The same for hosts of the same modules in the same versions, and hardly for others. */
    String fingerprint() {
        CRC32 sum = new CRC32();
        layer.modules().stream()
                .map(module -> module.getDescriptor().toNameAndVersion() + "\n")
                .sorted()
                .forEach(name -> sum.update(name.getBytes(StandardCharsets.UTF_8)));
        return Long.toHexString(sum.getValue());
    }

    ModuleLayer layer() {
        return layer;
    }

    boolean has(String module) {
        return layer.findModule(module).isPresent();
    }

    /** The host module that a package belongs to. */
    Optional<String> ownerOf(String packageName) {
        return Optional.ofNullable(owners.get(packageName));
    }

    /** The host modules that a plugin's modules read: required by them, or passed on to them. */
    Set<String> readBy(PluginCandidate candidate) {
        Set<String> read = new HashSet<>();
        candidate.parts().stream()
                .flatMap(PluginPart::requires)
                .forEach(requires -> addRead(requires.name(), read));
        addRead("java.base", read);
        return read;
    }

    private void addRead(String name, Set<String> read) {
        layer.findModule(name)
                .filter(_ -> read.add(name))
                .ifPresent(
                        module ->
                                module.getDescriptor().requires().stream()
                                        .filter(it -> it.modifiers().contains(Modifier.TRANSITIVE))
                                        .forEach(passedOn -> addRead(passedOn.name(), read)));
    }

    /** The version of a host module; empty for exploded modules compiled without one. */
    Optional<ModuleVersion> versionOf(String module) {
        return layer.findModule(module)
                .map(Module::getDescriptor)
                .flatMap(ModuleDescriptor::rawVersion)
                .flatMap(ModuleVersion::parse);
    }
}
