package io.gost.runtime.plugin;

import io.gost.runtime.text.NearestSpelling;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.Provider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Maps that are read one after the other and judged together: a key that any member's reader knows
 * is known in all of them.
 */
public final class OptionGroup {
    private final OptionReader reader;
    private final ProblemSink sink;
    private final List<OptionSpec> known = new ArrayList<>();
    private final Map<String, String> written = new LinkedHashMap<>();

    OptionGroup(OptionReader reader, ProblemSink sink) {
        this.reader = reader;
        this.sink = sink;
    }

    /**
     * Reads a map with a provider.
     *
     * @param <O> the provider's options
     * @param provider reads the map
     * @param path the map's place, such as {@code services[0].handler.metadata}
     * @param metadata the map
     * @return the options; must not be used when the sink heard an error
     * @throws io.gost.spi.GostException of category {@code PLUGIN} when the provider throws
     *     anything else
     */
    public <O> O read(Provider<O> provider, String path, Map<String, ?> metadata) {
        Declarations declarations = new Declarations(sink::error);
        O options = read(view -> OptionReader.read(provider, view), declarations, path, metadata);
        declarations
                .delegates()
                .forEach(type -> known.addAll(reader.describeSibling(provider, type)));
        return options;
    }

    /**
     * Reads a map whose keys the runtime itself knows, such as a service's.
     *
     * @param <O> what is read
     * @param from reads the map, every key unconditionally
     * @param path the map's place
     * @param metadata the map
     * @return what was read; must not be used when the sink heard an error
     */
    public <O> O read(Function<Options, O> from, String path, Map<String, ?> metadata) {
        return read(from, new Declarations(sink::error), path, metadata);
    }

    /**
     * Judges what another group has read together with this one's.
     *
     * @param other the other group, also one of earlier
     */
    public void include(OptionGroup other) {
        known.addAll(other.known);
        other.written.forEach(written::putIfAbsent);
    }

    /**
     * Warns of each key that no member read, once for the whole group, at its first place and with
     * the nearest spelling.
     *
     * @param alsoKnown keys that are read elsewhere, in any case
     */
    public void reportUnread(Set<String> alsoKnown) {
        Set<String> elsewhere = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        elsewhere.addAll(alsoKnown);
        List<String> spellings = new ArrayList<>(elsewhere);
        known.forEach(spec -> spellings.addAll(spec.names()));
        written.forEach(
                (key, path) -> {
                    if (!elsewhere.contains(key) && known.stream().noneMatch(s -> s.matches(key))) {
                        sink.warning(
                                path,
                                "nobody reads this key" + NearestSpelling.hint(key, spellings));
                    }
                });
    }

    private <O> O read(
            Function<Options, O> from,
            Declarations declarations,
            String path,
            Map<String, ?> metadata) {
        metadata.keySet()
                .forEach(
                        key ->
                                written.putIfAbsent(
                                        key.toLowerCase(Locale.ROOT),
                                        path.isEmpty() ? key : path + "." + key));
        O options = from.apply(Options.of(path, metadata, declarations));
        known.addAll(declarations.specs());
        return options;
    }
}
