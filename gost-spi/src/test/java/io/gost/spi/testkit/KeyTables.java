package io.gost.spi.testkit;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.DialerProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.OptionSpec;
import io.gost.spi.Provider;
import io.gost.spi.SelectionStrategyProvider;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The key tables of a README, written from what the providers declare. A table stands between
 * {@code <!-- keys: handler line -->} and {@code <!-- /keys -->}; several providers whose keys are
 * much the same may share one: {@code <!-- keys: listener tcp, dialer tcp -->}.
 */
final class KeyTables {
    private static final String END = "<!-- /keys -->";
    private static final Pattern TABLE =
            Pattern.compile("(<!-- keys: ([^>]+) -->\n).*?(" + END + ")", Pattern.DOTALL);
    private static final String HEAD =
            "| Key | Aliases | Type | Default | Effect |\n|---|---|---|---|---|\n";

    private final Map<String, DeclaredKeys> declared = new LinkedHashMap<>();
    private final Set<String> written = new LinkedHashSet<>();

    KeyTables(List<? extends Provider<?>> providers) {
        for (Provider<?> provider : providers) {
            declared.put(
                    kind(provider) + " " + provider.types().getFirst(),
                    DeclaredKeys.of(provider::read));
        }
    }

    /** The same text with each table as it should be. */
    String update(String readme) {
        return TABLE.matcher(readme).replaceAll(this::table);
    }

    /** Providers with keys for which {@link #update} found no table. */
    List<String> missing() {
        return declared.keySet().stream()
                .filter(name -> !written.contains(name))
                .filter(name -> !declared.get(name).specs().isEmpty())
                .toList();
    }

    private String table(MatchResult place) {
        Map<String, DeclaredKeys> members = new LinkedHashMap<>();
        for (String name : place.group(2).split(",", -1)) {
            DeclaredKeys keys = declared.get(name.strip());
            if (keys == null) {
                throw new AssertionError(
                        "README: there is no %s; there are %s"
                                .formatted(name.strip(), declared.keySet()));
            }
            members.put(name.strip(), keys);
            written.add(name.strip());
        }
        String body = rows(members) + delegates(members);
        return Matcher.quoteReplacement(place.group(1) + body + place.group(3));
    }

    private static String rows(Map<String, DeclaredKeys> members) {
        Map<OptionSpec, List<String>> owners = new LinkedHashMap<>();
        members.forEach(
                (name, keys) ->
                        keys.specs()
                                .forEach(
                                        spec ->
                                                owners.computeIfAbsent(spec, _ -> new ArrayList<>())
                                                        .add(name)));
        if (owners.isEmpty()) {
            return "No keys.\n";
        }
        StringBuilder rows = new StringBuilder(HEAD);
        // what is not available is there for those who look for it, behind what is of use
        Stream.concat(
                        owners.keySet().stream().filter(OptionSpec::available),
                        owners.keySet().stream().filter(spec -> !spec.available()))
                .map(spec -> of(spec, owners.getOrDefault(spec, List.of()), members.size()))
                .forEach(spec -> rows.append(DeclaredKeys.row(spec)).append('\n'));
        return rows.toString();
    }

    /** Says whose key it is, where it is not everybody's. */
    private static OptionSpec of(OptionSpec spec, List<String> names, int all) {
        if (names.size() == all) {
            return spec;
        }
        return new OptionSpec(
                spec.names(),
                spec.type(),
                spec.defaultText(),
                spec.bounds(),
                String.join(" and ", names.stream().map(KeyTables::kindOf).distinct().toList())
                        + ": "
                        + spec.help(),
                spec.required(),
                spec.available());
    }

    private static String kindOf(String name) {
        return name.substring(0, name.indexOf(' '));
    }

    private static String delegates(Map<String, DeclaredKeys> members) {
        Set<String> types = new LinkedHashSet<>();
        members.values()
                .forEach(keys -> keys.delegates().forEach(type -> types.add("`" + type + "`")));
        return types.isEmpty()
                ? ""
                : "\nThe same map is read by %s.\n".formatted(String.join(", ", types));
    }

    private static String kind(Provider<?> provider) {
        return switch (provider) {
            case HandlerProvider<?> _ -> "handler";
            case ListenerProvider<?> _ -> "listener";
            case ConnectorProvider<?> _ -> "connector";
            case DialerProvider<?> _ -> "dialer";
            case SelectionStrategyProvider<?> _ -> "strategy";
            case MultiplexerProvider<?> _ -> "multiplexer";
        };
    }
}
