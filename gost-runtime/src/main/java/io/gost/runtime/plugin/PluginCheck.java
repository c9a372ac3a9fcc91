package io.gost.runtime.plugin;

import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares one plugin's descriptors with the host, before anything of the plugin is loaded. Stops
 * at the first thing that will not do, so that a refusal is one line.
 */
final class PluginCheck {
    private static final String AUTHOR_REBUILDS =
            "rebuild it without, with scope provided in Maven";

    private final Host host;

    /**
     * Prepares.
     *
     * @param host what plugins meet
     */
    PluginCheck(Host host) {
        this.host = host;
    }

    /**
     * Reads and checks one plugin.
     *
     * @param location where it lies
     * @return the plugin, without its copies of host modules
     */
    PluginCandidate check(PluginLocation location) throws PluginRefusedException {
        List<PluginProblem> oddities = new ArrayList<>();
        PluginCandidate candidate = PluginCandidate.of(location, parts(location, oddities));
        for (PluginPart part : candidate.parts()) {
            checkPackages(candidate, part);
        }
        for (PluginPart part : candidate.parts()) {
            for (Requires requires : part.requires().sorted().toList()) {
                checkRequires(candidate, requires);
                skew(candidate, requires).ifPresent(oddities::add);
            }
        }
        if (!candidate.provides() && !candidate.isLibrary()) {
            throw new PluginRefusedException(
                    PluginProblem.warning(
                            candidate.file(),
                            candidate.module(),
                            "provides nothing and exports nothing",
                            "provides io.gost.spi.… with … in module-info.java",
                            "remove it from the plugins directory"));
        }
        return candidate.with(oddities);
    }

    private List<PluginPart> parts(PluginLocation location, List<PluginProblem> oddities)
            throws PluginRefusedException {
        Map<String, Path> files = new HashMap<>();
        List<PluginPart> parts = new ArrayList<>();
        for (Path file : location.parts()) {
            PluginPart part = DescriptorReader.read(location.file(), file);
            Path other = files.put(part.module(), file);
            if (other != null) {
                throw new PluginRefusedException(
                        PluginProblem.refused(
                                location.file(),
                                part.module(),
                                "holds the module twice, in %s and %s"
                                        .formatted(other.getFileName(), file.getFileName()),
                                "one jar for each module",
                                "remove one of the two"));
            }
            if (isHostCopy(location, part)) {
                oddities.add(unused(location, part));
            } else {
                parts.add(part);
            }
        }
        return parts;
    }

    /** The host's modules win, so a plugin's own copy of a library is dead weight. */
    private boolean isHostCopy(PluginLocation location, PluginPart part)
            throws PluginRefusedException {
        if (!host.has(part.module())) {
            return false;
        }
        if (part.module().equals(Host.SPI) || location.parts().size() == 1) {
            throw new PluginRefusedException(
                    PluginProblem.refused(
                            location.file(),
                            part.module(),
                            "holds %s, a module of the host".formatted(part.module()),
                            "the plugin's own modules only",
                            "remove " + part.file().getFileName()));
        }
        return true;
    }

    private static PluginProblem unused(PluginLocation location, PluginPart copy) {
        return PluginProblem.warning(
                location.file(),
                copy.module(),
                "its own copy in %s is not used, the host's is"
                        .formatted(copy.file().getFileName()),
                "",
                "remove the copy");
    }

    /**
     * A package may be the host's too when it is one of a module that the plugin does not read: its
     * own copy of a library inside its jar is then invisible to everybody else, and the host's to
     * it.
     */
    private void checkPackages(PluginCandidate candidate, PluginPart part)
            throws PluginRefusedException {
        Set<String> read = host.readBy(candidate);
        for (String name : part.descriptor().packages().stream().sorted().toList()) {
            Optional<String> owner = owner(name, read);
            if (owner.isPresent()) {
                throw new PluginRefusedException(
                        candidate.refused(
                                "bundles package %s of the host's module %s"
                                        .formatted(name, owner.get()),
                                "the plugin's own packages only",
                                AUTHOR_REBUILDS));
            }
        }
    }

    private Optional<String> owner(String packageName, Set<String> read) {
        for (String ours : List.of(Host.SPI, Host.RUNTIME)) {
            // an older or newer copy may have packages that ours has not
            if ((packageName + ".").startsWith(ours + ".")) {
                return Optional.of(ours);
            }
        }
        return host.ownerOf(packageName).filter(read::contains);
    }

    private void checkRequires(PluginCandidate candidate, Requires requires)
            throws PluginRefusedException {
        String name = requires.name();
        if (name.equals(Host.RUNTIME)) {
            throw new PluginRefusedException(
                    candidate.refused(
                            "requires " + name,
                            "no more than " + Host.SPI,
                            "have its author move it to the contracts of " + Host.SPI));
        }
        if (name.equals(Host.SPI)) {
            checkSpiVersion(candidate, requires);
        } else if (isOfJdk(name)) {
            checkJdkModule(candidate, name);
        }
    }

    private void checkSpiVersion(PluginCandidate candidate, Requires requires)
            throws PluginRefusedException {
        Optional<ModuleVersion> ours = host.versionOf(Host.SPI);
        if (ours.isEmpty()) {
            return; // exploded modules of a development tree carry no version to compare with
        }
        ModuleVersion offered = ours.get();
        Optional<ModuleVersion> built = builtAgainst(requires);
        if (built.isPresent() && offered.runs(built.get())) {
            return;
        }
        boolean newer = built.isPresent() && offered.isOlderThan(built.get());
        throw new PluginRefusedException(
                candidate.refused(
                        "built against %s %s"
                                .formatted(
                                        Host.SPI,
                                        requires.rawCompiledVersion().orElse("without a version")),
                        offered.minor() == 0
                                ? offered.toString()
                                : "%d.0 to %s".formatted(offered.major(), offered),
                        newer
                                ? "upgrade gost, or install an older build of the plugin"
                                : "install a newer build of the plugin"));
    }

    private void checkJdkModule(PluginCandidate candidate, String name)
            throws PluginRefusedException {
        if (host.has(name)) {
            return;
        }
        boolean linked = ModuleFinder.ofSystem().find(name).isPresent();
        throw new PluginRefusedException(
                candidate.refused(
                        "requires JDK module " + name,
                        linked ? "it among the modules started" : "it in the Java that runs gost",
                        linked
                                ? "add --add-modules %s to GOST_JAVA_OPTS".formatted(name)
                                : ("if this is a linked distribution, package it again with"
                                       + " --plugin %s; else start gost with a Java that has it")
                                        .formatted(PluginName.ofModule(candidate.module()))));
    }

    /**
     * Another version of a library than it was built against; not of the JDK, which has but one.
     */
    private Optional<PluginProblem> skew(PluginCandidate candidate, Requires requires) {
        Optional<ModuleVersion> offered = host.versionOf(requires.name());
        Optional<ModuleVersion> built = builtAgainst(requires);
        if (isOfJdk(requires.name())
                || offered.isEmpty()
                || built.isEmpty()
                || offered.get().runs(built.get())) {
            return Optional.empty();
        }
        return Optional.of(
                PluginProblem.warning(
                        candidate.file(),
                        candidate.module(),
                        "built against %s %s, the host has %s"
                                .formatted(
                                        requires.name(),
                                        requires.rawCompiledVersion().orElse(""),
                                        offered.get()),
                        "",
                        "if it fails, install a build for the host's version"));
    }

    private static Optional<ModuleVersion> builtAgainst(Requires requires) {
        return requires.rawCompiledVersion().flatMap(ModuleVersion::parse);
    }

    private static boolean isOfJdk(String module) {
        return module.startsWith("java.") || module.startsWith("jdk.");
    }
}
