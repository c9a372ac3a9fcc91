package io.gost.runtime.config.url;

import io.gost.spi.GoDuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The query of a URL.
 *
 * <p>A parameter is found in any case but taken away only as it is spelled, so {@code Bypass=x}
 * works and stays in the metadata. That is how GOST does it, and printed configurations show it.
 */
final class Parameters {
    private final Map<String, String> values;
    private final List<String> dropped;

    private Parameters(Map<String, String> values, List<String> dropped) {
        this.values = values;
        this.dropped = List.copyOf(dropped);
    }

    /** Reads a query; the first of several values of a name counts. */
    static Parameters parse(String query) {
        var values = new LinkedHashMap<String, String>();
        var dropped = new ArrayList<String>();
        for (String pair : query.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            Optional<String> key = decode(name);
            Optional<String> value = decode(equals < 0 ? "" : pair.substring(equals + 1));
            if (pair.indexOf(';') >= 0 || key.isEmpty() || value.isEmpty()) {
                dropped.add(name);
            } else {
                values.putIfAbsent(key.get(), value.get());
            }
        }
        return new Parameters(values, dropped);
    }

    private static Optional<String> decode(String text) {
        return PercentCode.decode(text.replace('+', ' '));
    }

    /** Names of the pairs that could not be read. */
    List<String> dropped() {
        return dropped;
    }

    /** The value of the first alias that is there; empty when none is. */
    String text(String... aliases) {
        for (String alias : aliases) {
            for (Map.Entry<String, String> entry : values.entrySet()) {
                if (entry.getKey().equalsIgnoreCase(alias)) {
                    return entry.getValue();
                }
            }
        }
        return "";
    }

    /** The parts of a value between commas, without empty ones. */
    List<String> texts(String name) {
        return List.of(text(name).split(",")).stream().filter(part -> !part.isEmpty()).toList();
    }

    /** A positive decimal number; zero for everything else. */
    int positive(String... aliases) {
        try {
            return Math.max(0, Integer.parseInt(text(aliases)));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** A duration, or a number of seconds; zero for everything else. */
    Duration duration(String... aliases) {
        Duration duration = GoDuration.parse(text(aliases)).orElse(Duration.ZERO);
        return duration.isZero() ? Duration.ofSeconds(positive(aliases)) : duration;
    }

    /** Takes parameters away, as spelled. */
    void remove(String... names) {
        List.of(names).forEach(values::remove);
    }

    /** What is left. */
    Map<String, String> values() {
        return values;
    }

    /** Takes the parameters of one scope away; they lose their prefix. */
    Parameters take(String scope) {
        var taken = new LinkedHashMap<String, String>();
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(scope)) {
                        taken.put(name.substring(scope.length()), value);
                    }
                });
        values.keySet().removeIf(name -> name.startsWith(scope));
        return new Parameters(taken, List.of());
    }

    /** What is left for one part: unprefixed parameters, then those with its prefix, which win. */
    Parameters scoped(String own, List<String> others) {
        var scoped = new LinkedHashMap<String, String>();
        values.forEach(
                (name, value) -> {
                    if (!name.startsWith(own) && others.stream().noneMatch(name::startsWith)) {
                        scoped.put(name, value);
                    }
                });
        values.forEach(
                (name, value) -> {
                    if (name.startsWith(own)) {
                        scoped.put(name.substring(own.length()), value);
                    }
                });
        return new Parameters(scoped, List.of());
    }
}
