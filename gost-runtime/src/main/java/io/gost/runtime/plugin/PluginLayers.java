package io.gost.runtime.plugin;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives each plugin a module layer with one loader, on top of the host and its libraries. */
final class PluginLayers {
    private final Host host;
    private final Map<String, ModuleLayer> libraries = new HashMap<>();

    PluginLayers(Host host) {
        this.host = host;
    }

    /**
     * Resolves and defines a plugin.
     *
     * <p>The finder consulted before the parents is empty, so that the host's modules win over
     * copies in the plugin, and the host's layer is the first parent. Classes of modules the plugin
     * does not read cannot be found by name either: behind the layer is only the bootstrap loader.
     * The platform's loader would find whatever is in the boot layer, the runtime included.
     *
     * @param candidate a plugin whose libraries were defined before
     * @return its layer; unreachable again once nobody holds it or an object of its classes
     */
    ModuleLayer define(PluginCandidate candidate) throws PluginRefusedException {
        List<ModuleLayer> parents = parents(candidate);
        try {
            Configuration graph =
                    Configuration.resolveAndBind(
                            ModuleFinder.of(),
                            parents.stream().map(ModuleLayer::configuration).toList(),
                            candidate.finder(),
                            Set.of(candidate.module()));
            ModuleLayer.Controller controller =
                    ModuleLayer.defineModulesWithOneLoader(graph, parents, null);
            ModuleLayer layer = controller.layer();
            if (candidate.holdsNativeLibrary()) {
                allowNativeAccess(controller);
            }
            if (candidate.isLibrary()) {
                libraries.put(candidate.module(), layer);
            }
            return layer;
        } catch (FindException
                | ResolutionException
                | LayerInstantiationException
                | LinkageError e) {
            throw new PluginRefusedException(
                    candidate.refused(
                            "its modules do not fit together: " + e.getMessage(),
                            "",
                            "have its author mend module-info.java"));
        }
    }

    /**
     * Who puts a native library into a plugin's directory has decided that it shall run. Where the
     * runtime itself was not allowed to use any, the JDK warns or refuses as it was told.
     */
    @SuppressWarnings("restricted")
    private static void allowNativeAccess(ModuleLayer.Controller controller) {
        if (PluginLayers.class.getModule().isNativeAccessEnabled()) {
            controller.layer().modules().forEach(controller::enableNativeAccess);
        }
    }

    private List<ModuleLayer> parents(PluginCandidate candidate) throws PluginRefusedException {
        List<ModuleLayer> parents = new ArrayList<>();
        parents.add(host.layer());
        for (String name : candidate.requiredPlugins(host)) {
            ModuleLayer library = libraries.get(name);
            if (library == null) {
                throw new PluginRefusedException(
                        candidate.refused(
                                "requires module %s, which was refused".formatted(name),
                                "",
                                "mend that one first"));
            }
            parents.add(library);
        }
        return parents;
    }
}
