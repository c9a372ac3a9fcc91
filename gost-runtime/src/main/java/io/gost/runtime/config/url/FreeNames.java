package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Gives generated objects names that no object of the other sources has. */
final class FreeNames {
    private final Mapping existing;
    private final Map<String, Integer> counters = new HashMap<>();

    FreeNames(Mapping existing) {
        this.existing = existing;
    }

    /** The next free name of a section: {@code bypass-0}, {@code bypass-1}, … */
    String next(String section, String prefix) {
        Set<String> taken = taken(section);
        String name;
        do {
            int number = counters.merge(section, 1, Integer::sum) - 1;
            name = prefix + "-" + number;
        } while (taken.contains(name));
        return name;
    }

    private Set<String> taken(String section) {
        var names = new HashSet<String>();
        existing.find(section)
                .map(Mapping.Entry::value)
                .filter(Sequence.class::isInstance)
                .map(Sequence.class::cast)
                .ifPresent(
                        sequence ->
                                sequence.items().stream()
                                        .filter(Mapping.class::isInstance)
                                        .map(Mapping.class::cast)
                                        .flatMap(item -> item.find("name").stream())
                                        .map(Mapping.Entry::value)
                                        .filter(Scalar.class::isInstance)
                                        .map(value -> ((Scalar) value).text())
                                        .forEach(names::add));
        return names;
    }
}
