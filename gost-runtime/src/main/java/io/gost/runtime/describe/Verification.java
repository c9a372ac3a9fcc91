package io.gost.runtime.describe;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.LoadedPlugin;
import io.gost.runtime.plugin.PluginProblem;
import io.gost.runtime.plugin.PluginProblem.Severity;
import io.gost.runtime.plugin.Plugins;
import io.gost.spi.Provider;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether one plugin can be used here, and whether it is what a careful author would publish.
 *
 * @param file the jar or directory
 * @param plugin what it is; empty when nothing of it can be used
 * @param spi what it was built against, what it runs with and what there is
 * @param licences where a licence stands, and its first line
 * @param keys how many keys each of its types declares
 * @param failures why it must not be used
 * @param warnings what is odd about it
 */
public record Verification(
        Path file,
        Optional<LoadedPlugin> plugin,
        String spi,
        List<String> licences,
        List<String> keys,
        List<String> failures,
        List<String> warnings) {
    /** Copies the lists. */
    public Verification {
        licences = List.copyOf(licences);
        keys = List.copyOf(keys);
        failures = List.copyOf(failures);
        warnings = List.copyOf(warnings);
    }

    /**
     * Verifies a plugin among others, which may hold libraries it needs and types it must not
     * claim.
     *
     * @param file the jar, exploded module or directory of jars
     * @param others directories with the plugins it would run beside
     * @return what was found
     */
    public static Verification of(Path file, List<Path> others) {
        List<Path> search = new ArrayList<>();
        search.add(file); // first, so that it stands in for an installed version of itself
        search.addAll(others);
        Plugins plugins = Plugins.load(search);
        Optional<LoadedPlugin> plugin =
                plugins.loaded().stream().filter(one -> one.file().equals(file)).findFirst();
        Findings findings = new Findings();
        plugins.problems().stream()
                .filter(problem -> concerns(problem, file))
                .forEach(findings::add);
        plugin.ifPresent(one -> findings.test(plugins, one));
        if (plugin.isEmpty() && findings.failures.isEmpty()) {
            findings.failures.add("it provides nothing that can be used");
        }
        List<String> licences = licences(file, findings);
        return new Verification(
                file,
                plugin,
                plugin.map(Verification::spi).orElse(""),
                licences,
                findings.keys,
                findings.failures,
                findings.warnings);
    }

    /**
     * Whether it can be used.
     *
     * @return {@code true} without failures
     */
    public boolean passed() {
        return failures.isEmpty();
    }

    /** Its own, or of another plugin that claims the same. */
    private static boolean concerns(PluginProblem problem, Path file) {
        return problem.file().equals(file)
                || problem.seen().contains(" claimed by both " + file + " ");
    }

    private static String spi(LoadedPlugin plugin) {
        String offered =
                Optional.ofNullable(Provider.class.getModule().getDescriptor())
                        .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
                        .orElse("one without a version");
        return plugin.spiVersion().isEmpty()
                ? "not known what it was built against; this gost has " + offered
                : "built against %s, runs with %s; this gost has %s"
                        .formatted(plugin.spiVersion(), plugin.spiRange(), offered);
    }

    private static List<String> licences(Path file, Findings findings) {
        try {
            List<String> licences = Licences.of(file);
            if (licences.isEmpty() && findings.failures.isEmpty()) {
                findings.warnings.add(
                        "no licence; put one into META-INF/LICENSE, so that others know what they"
                                + " may do with it");
            }
            return licences;
        } catch (IOException e) {
            return List.of(); // the loader has said that it cannot be read
        }
    }

    /** What comes together. */
    private static final class Findings {
        private final List<String> keys = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        void add(PluginProblem problem) {
            (problem.severity() == Severity.REFUSED ? failures : warnings).add(problem.reason());
        }

        void test(Plugins plugins, LoadedPlugin plugin) {
            for (Map.Entry<ExtensionKind, List<String>> each : plugin.types().entrySet()) {
                Map<Provider<?>, String> providers = new LinkedHashMap<>();
                for (String type : each.getValue()) {
                    plugins.registry(each.getKey())
                            .find(type)
                            .ifPresent(provider -> providers.putIfAbsent(provider, type));
                }
                providers.forEach((provider, type) -> test(plugins, each.getKey(), type, provider));
            }
        }

        private void test(Plugins plugins, ExtensionKind kind, String type, Provider<?> provider) {
            String subject = kind.noun() + " " + type;
            OptionSelfTest.Result result = OptionSelfTest.of(provider);
            result.failures().forEach(failure -> failures.add(subject + ": " + failure));
            result.oddities().forEach(oddity -> warnings.add(subject + ": " + oddity));
            if (result.failures().isEmpty()) {
                TypeDescription.of(plugins, kind, type)
                        .ifPresent(one -> keys.add(one.options().size() + " of " + subject));
            }
        }
    }
}
