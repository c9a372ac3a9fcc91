package io.gost.runtime.config.check;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.text.NearestSpelling;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Objects have names of their own, and references name objects that exist. */
final class Names {
    private final Map<String, Set<String>> bySection = new HashMap<>();

    Names(Config config) {
        for (RecordKey section : RecordSchema.of(Config.class).keys()) {
            if (section.type() instanceof ListOf) {
                bySection.put(section.name(), names(config, section).keySet());
            }
        }
    }

    /** Names of a section, and the place in the list where each is used first. */
    private static Map<String, Integer> names(Config config, RecordKey section) {
        var names = new LinkedHashMap<String, Integer>();
        List<String> all = nameList(config, section);
        for (int i = 0; i < all.size(); i++) {
            names.putIfAbsent(all.get(i), i);
        }
        names.remove("");
        return names;
    }

    static List<String> nameList(Config config, RecordKey section) {
        return section.valueIn(config) instanceof List<?> list
                ? list.stream().map(item -> nameOf((Record) item)).toList()
                : List.of();
    }

    private static String nameOf(Record object) {
        return RecordSchema.of(object.getClass())
                .find("name")
                .map(key -> String.valueOf(key.valueIn(object)))
                .orElse("");
    }

    /** An object without a name cannot be used, and of two with one name only one could. */
    void duplicates(Record object, String path, Findings findings) {
        if (!(object instanceof Config config)) {
            return;
        }
        for (RecordKey section : RecordSchema.of(Config.class).keys()) {
            if (!(section.type() instanceof ListOf)) {
                continue;
            }
            Map<String, Integer> first = names(config, section);
            List<String> all = nameList(config, section);
            for (int i = 0; i < all.size(); i++) {
                String itemPath = section.name() + "[" + i + "]";
                if (all.get(i).isBlank()) {
                    findings.error(itemPath, "has no name");
                } else if (first.getOrDefault(all.get(i), i) != i) {
                    String other = section.name() + "[" + first.get(all.get(i)) + "]";
                    findings.error(
                            itemPath + ".name",
                            "\"%s\" is also the name of %s (%s)"
                                    .formatted(
                                            all.get(i), other, findings.sources().locate(other)));
                }
            }
        }
    }

    /** What is referred to exists. */
    void references(Record object, String path, Findings findings) {
        References.of(
                object, path, (section, name, key) -> reference(section, name, key, findings));
    }

    private void reference(String section, String name, String path, Findings findings) {
        Set<String> known = bySection.getOrDefault(section, Set.of());
        if (!known.contains(name)) {
            findings.error(
                    path,
                    "there is no \"%s\" in %s%s"
                            .formatted(name, section, NearestSpelling.hint(name, known)));
        }
    }
}
