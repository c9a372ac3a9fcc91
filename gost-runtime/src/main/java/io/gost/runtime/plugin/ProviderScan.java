package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Makes the providers of one layer. This is where a plugin's code runs for the first time, so every
 * provider is on its own: what one throws stops neither the others nor the start.
 */
final class ProviderScan {
    /** What can stand in a URL and in an index. */
    private static final Pattern TYPE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]*");

    private final PluginCandidate plugin;
    private final ModuleLayer layer;
    private final Consumer<PluginProblem> problems;
    private final List<Extension> extensions = new ArrayList<>();

    private ProviderScan(
            PluginCandidate plugin, ModuleLayer layer, Consumer<PluginProblem> problems) {
        this.plugin = plugin;
        this.layer = layer;
        this.problems = problems;
    }

    /**
     * Scans.
     *
     * @param plugin the plugin
     * @param layer its layer
     * @param problems hears about each provider that cannot be used
     * @return the providers that can
     */
    static List<Extension> scan(
            PluginCandidate plugin, ModuleLayer layer, Consumer<PluginProblem> problems) {
        ProviderScan scan = new ProviderScan(plugin, layer, problems);
        for (ExtensionKind kind : ExtensionKind.values()) {
            scan.scan(kind);
        }
        return scan.extensions;
    }

    private void scan(ExtensionKind kind) {
        int declared = declared(kind);
        if (declared == 0) {
            return;
        }
        // A layer's own providers come first, its parents' after them: going on would meet the
        // libraries' providers, and their failures, once more for each plugin that uses them. To
        // count is the only way to tell: a provider method may return anybody's class.
        Iterator<? extends ServiceLoader.Provider<?>> handles =
                ServiceLoader.load(layer, kind.service()).stream().iterator();
        for (int i = 0; i < declared; i++) {
            try {
                add(kind, handles.next());
            } catch (ServiceConfigurationError | LinkageError | SecurityException e) {
                problems.accept(unusable(e));
            }
        }
    }

    private int declared(ExtensionKind kind) {
        return layer.modules().stream()
                .flatMap(module -> module.getDescriptor().provides().stream())
                .filter(provides -> provides.service().equals(kind.service().getName()))
                .map(ModuleDescriptor.Provides::providers)
                .mapToInt(List::size)
                .sum();
    }

    private void add(ExtensionKind kind, ServiceLoader.Provider<?> handle) {
        if (!(handle.get() instanceof Provider<?> provider)) {
            throw new AssertionError(kind.service() + " is no provider");
        }
        List<String> names;
        try {
            names = names(provider);
        } catch (OutOfMemoryError | LinkageError e) {
            throw e; // no fault of the provider; one that has a line of its own
        } catch (Throwable e) { // assertions and checked exceptions, too: others have to start
            problems.accept(broken(provider, "throws " + e + " when asked for its types"));
            return;
        }
        if (names.isEmpty()) {
            problems.accept(broken(provider, "names no types"));
            return;
        }
        Set<String> types = new LinkedHashSet<>();
        for (String name : names) {
            if (name == null || !TYPE.matcher(name).matches()) {
                problems.accept(broken(provider, "names the type \"%s\"".formatted(name)));
                return;
            }
            types.add(name.toLowerCase(Locale.ROOT));
        }
        extensions.add(new Extension(kind, provider, List.copyOf(types), plugin.file()));
    }

    /** Copies them, which may fail, too: the list is the plugin's code, and so is its iterator. */
    private static List<String> names(Provider<?> provider) {
        List<String> names = new ArrayList<>();
        List<String> given = provider.types();
        if (given != null) {
            for (String name : given) {
                names.add(name);
            }
        }
        return names;
    }

    private PluginProblem broken(Provider<?> provider, String seen) {
        return plugin.refused(
                "provider %s %s".formatted(provider.getClass().getName(), seen),
                "a list of names made of lower-case letters, digits and . _ -",
                "report it to its author");
    }

    /** The JDK's message names the class; its cause says why. */
    private PluginProblem unusable(Throwable failure) {
        Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        String message = String.valueOf(failure.getMessage());
        String seen = failure.getCause() == null ? message : message + ": " + cause;
        return switch (cause) {
            case UnsupportedClassVersionError _ ->
                    plugin.refused(
                            seen,
                            "classes for Java %d or older".formatted(Runtime.version().feature()),
                            "install a build for this Java, or upgrade gost");
            case LinkageError _ ->
                    plugin.refused(
                            seen,
                            "classes built against the host's versions",
                            "install another build of the plugin");
            default ->
                    plugin.refused(
                            seen,
                            "a public class whose constructor takes nothing and does nothing",
                            "report it to its author");
        };
    }
}
