package io.gost.runtime.config.check;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.OpaqueMap;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.document.Diagnostics;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects that were defined and that nothing refers to: often the reference is what was forgotten,
 * and a bypass that nobody asks forbids nothing.
 */
public final class UnusedObjects {
    /** Services serve whether or not something refers to them. */
    private static final String SERVICES = "services";

    private final Map<String, Set<String>> referred = new HashMap<>();
    private final Set<String> metadata = new HashSet<>();

    private UnusedObjects() {}

    /**
     * Warns of each.
     *
     * @param config the configuration
     * @param sources where its keys were written
     * @param diagnostics takes the warnings
     */
    public static void report(Config config, SourceMap sources, Diagnostics diagnostics) {
        UnusedObjects unused = new UnusedObjects();
        Findings findings = new Findings(sources, diagnostics);
        ConfigValidator.visit(config, unused::collect, findings);
        for (RecordKey section : RecordSchema.of(Config.class).keys()) {
            if (section.type() instanceof ListOf && !section.name().equals(SERVICES)) {
                unused.report(section.name(), Names.nameList(config, section), findings);
            }
        }
    }

    private void collect(Record object, String path, Findings findings) {
        References.of(
                object,
                path,
                (section, name, _) ->
                        referred.computeIfAbsent(section, _ -> new HashSet<>()).add(name));
        for (RecordKey key : RecordSchema.of(object.getClass()).keys()) {
            if (key.valueIn(object) instanceof OpaqueMap<?> map) {
                collectMetadata(map);
            }
        }
    }

    /** Which keys of plugins name objects is not known here: whatever may be a name counts. */
    private void collectMetadata(Object value) {
        switch (value) {
            case Map<?, ?> map -> map.values().forEach(this::collectMetadata);
            case List<?> list -> list.forEach(this::collectMetadata);
            case String text -> metadata.addAll(List.of(text.split("\\s*,\\s*")));
            default -> {}
        }
    }

    private void report(String section, List<String> names, Findings findings) {
        Set<String> used = referred.getOrDefault(section, Set.of());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.isBlank() && !used.contains(name) && !metadata.contains(name)) {
                findings.warning(
                        section + "[" + i + "]", "nothing refers to \"%s\"".formatted(name));
            }
        }
    }
}
