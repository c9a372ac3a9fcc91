package io.gost.runtime.plugin;

import io.gost.spi.Provider;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes plugins from files to registries. One use, one thread. */
final class PluginLoader {
    private final Host host;
    private final List<PluginProblem> problems = new ArrayList<>();
    private final TypeClaims claims = new TypeClaims();

    PluginLoader(Host host) {
        this.host = host;
    }

    Plugins load(List<Path> directories) {
        PluginLayers layers = new PluginLayers(host);
        Map<PluginCandidate, List<Extension>> defined = new LinkedHashMap<>();
        for (PluginCandidate candidate : candidates(directories)) {
            try {
                ModuleLayer layer = layers.define(candidate);
                List<Extension> extensions = ProviderScan.scan(candidate, layer, problems::add);
                extensions.forEach(one -> claims.add(one, candidate.module(), problems::add));
                if (!extensions.isEmpty() || candidate.isLibrary()) {
                    defined.put(candidate, extensions);
                }
            } catch (PluginRefusedException e) {
                problems.add(e.problem());
            }
        }
        List<LoadedPlugin> loaded = new ArrayList<>();
        defined.forEach((candidate, extensions) -> loaded.add(loaded(candidate, extensions)));
        return new Plugins(claims, loaded, directories, problems);
    }

    static Plugins register(List<? extends Provider<?>> providers) {
        List<PluginProblem> problems = new ArrayList<>();
        TypeClaims claims = new TypeClaims();
        for (Provider<?> provider : providers) {
            Arrays.stream(ExtensionKind.values())
                    .filter(kind -> kind.service().isInstance(provider))
                    .map(kind -> new Extension(kind, provider, provider.types(), Path.of("")))
                    .forEach(extension -> claims.add(extension, "", problems::add));
        }
        return new Plugins(claims, List.of(), List.of(), problems);
    }

    /** Everything that can be known without a layer is known after this. */
    private List<PluginCandidate> candidates(List<Path> directories) {
        PluginCheck check = new PluginCheck(host, problems::add);
        List<PluginCandidate> candidates = new ArrayList<>();
        Map<String, Path> refused = new HashMap<>();
        for (PluginLocation location : PluginFinder.find(directories, problems::add)) {
            try {
                candidates.add(check.check(location));
            } catch (PluginRefusedException e) {
                problems.add(e.problem());
                refused.put(e.problem().module(), location.file());
            }
        }
        return PluginGraph.sort(candidates, host, refused, problems::add);
    }

    private LoadedPlugin loaded(PluginCandidate candidate, List<Extension> extensions) {
        Map<ExtensionKind, List<String>> types = new EnumMap<>(ExtensionKind.class);
        for (Extension extension : extensions) {
            extension.types().stream()
                    .filter(type -> !claims.isContested(extension.kind(), type))
                    .forEach(
                            type ->
                                    types.computeIfAbsent(extension.kind(), _ -> new ArrayList<>())
                                            .add(type));
        }
        return new LoadedPlugin(
                PluginName.ofModule(candidate.module()),
                candidate.module(),
                candidate.main().descriptor().rawVersion().orElse(""),
                candidate.spiVersion().orElse(""),
                candidate.file(),
                types);
    }
}
