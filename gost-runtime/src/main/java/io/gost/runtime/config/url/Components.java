package io.gost.runtime.config.url;

import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.MappingBuilder;
import io.gost.runtime.config.document.Sequence;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects that a parameter of a URL asks for: {@code bypass=10.0.0.0/8} becomes an entry of {@code
 * bypasses} and the name of that entry.
 */
final class Components {
    private static final Component ADMISSION =
            new Component("admission", "admissions", List.of("admission"), Components::patterns);
    private static final Component BYPASS =
            new Component("bypass", "bypasses", List.of("bypass"), Components::patterns);
    private static final Component RESOLVER =
            new Component("resolver", "resolvers", List.of("resolver"), Components::preferring);
    // GOST applies "prefer" to the resolvers of services only
    private static final Component PLAIN_RESOLVER =
            new Component("resolver", "resolvers", List.of("resolver"), Components::plain);
    private static final Component HOSTS =
            new Component("hosts", "hosts", List.of("hosts"), Components::mappings);
    private static final List<String> TRAFFIC =
            List.of("limiter.in", "limiter.out", "limiter.conn.in", "limiter.conn.out");

    /** What a service URL may ask for. */
    static final List<Component> OF_SERVICES =
            List.of(
                    ADMISSION,
                    BYPASS,
                    RESOLVER,
                    HOSTS,
                    new Component("limiter", "limiters", TRAFFIC, Components::trafficLimits),
                    new Component(
                            "climiter", "climiters", List.of("climiter"), Components::connections),
                    new Component(
                            "rlimiter", "rlimiters", List.of("rlimiter"), Components::requests));

    /** What a node URL may ask for. */
    static final List<Component> OF_HOPS = List.of(BYPASS, PLAIN_RESOLVER, HOSTS);

    /**
     * One kind of object.
     *
     * @param key the key that names it; also the begin of its generated name
     * @param section where it is defined
     * @param parameters what asks for it
     * @param body what it holds; nothing when it is not asked for
     */
    record Component(String key, String section, List<String> parameters, Body body) {}

    /** Makes the keys of an object of the parameters. */
    @FunctionalInterface
    interface Body {
        /** Adds the keys, unless there is nothing to add. */
        boolean add(Component component, Parameters parameters, MappingBuilder object);
    }

    private final FreeNames names;
    private final Map<String, List<Mapping>> sections = new LinkedHashMap<>();

    Components(FreeNames names) {
        this.names = names;
    }

    /** Creates the object if it is asked for, takes its parameters away and returns its name. */
    Optional<String> create(Component component, Parameters parameters, Location location) {
        var body = new MappingBuilder(location);
        if (!component.body.add(component, parameters, body)) {
            return Optional.empty();
        }
        component.parameters.forEach(parameters::remove);
        String name = names.next(component.section, component.key);
        var object = new MappingBuilder(location).text("name", name);
        body.build().entries().forEach(entry -> object.put(entry.key(), entry.value()));
        sections.computeIfAbsent(component.section, _ -> new ArrayList<>()).add(object.build());
        return Optional.of(name);
    }

    /** Adds the sections with everything created so far. */
    void addTo(MappingBuilder root, Location location) {
        sections.forEach(
                (section, objects) ->
                        root.put(section, new Sequence(location, List.copyOf(objects))));
    }

    private static boolean patterns(
            Component component, Parameters parameters, MappingBuilder object) {
        String text = parameters.text(component.key);
        if (text.isEmpty()) {
            return false;
        }
        boolean whitelist = text.startsWith("~");
        List<String> patterns =
                Stream.of((whitelist ? text.substring(1) : text).split(","))
                        .filter(pattern -> !pattern.isEmpty())
                        .toList();
        object.truth("whitelist", whitelist).texts("matchers", patterns);
        return true;
    }

    private static boolean preferring(
            Component component, Parameters parameters, MappingBuilder object) {
        return nameservers(component, parameters, parameters.text("prefer"), object);
    }

    private static boolean plain(
            Component component, Parameters parameters, MappingBuilder object) {
        return nameservers(component, parameters, "", object);
    }

    private static boolean nameservers(
            Component component, Parameters parameters, String prefer, MappingBuilder object) {
        Location location = object.build().location();
        List<Mapping> servers =
                parameters.texts(component.key).stream()
                        .map(
                                address ->
                                        new MappingBuilder(location)
                                                .text("addr", address)
                                                .text("prefer", prefer)
                                                .build())
                        .toList();
        object.list("nameservers", servers);
        return !parameters.text(component.key).isEmpty();
    }

    private static boolean mappings(
            Component component, Parameters parameters, MappingBuilder object) {
        Location location = object.build().location();
        List<Mapping> mappings =
                parameters.texts(component.key).stream()
                        .filter(mapping -> mapping.contains(":"))
                        .map(mapping -> mapping.split(":", 2))
                        .map(
                                parts ->
                                        new MappingBuilder(location)
                                                .text("ip", parts[1])
                                                .text("hostname", parts[0])
                                                .build())
                        .toList();
        object.list("mappings", mappings);
        return !parameters.text(component.key).isEmpty();
    }

    private static boolean trafficLimits(
            Component component, Parameters parameters, MappingBuilder object) {
        List<String> lines =
                Stream.of(
                                limit(parameters, "$", "limiter.in", "limiter.out"),
                                limit(parameters, "$$", "limiter.conn.in", "limiter.conn.out"))
                        .flatMap(Optional::stream)
                        .toList();
        object.texts("limits", lines);
        return !lines.isEmpty();
    }

    /**
     * Without a limit for input the line begins with a zero, or the other would be taken for it.
     */
    private static Optional<String> limit(
            Parameters parameters, String scope, String inKey, String outKey) {
        String in = parameters.text(inKey);
        String out = parameters.text(outKey);
        if (in.isEmpty() && out.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("%s %s %s".formatted(scope, in.isEmpty() ? "0" : in, out));
    }

    private static boolean connections(
            Component component, Parameters parameters, MappingBuilder object) {
        int limit = parameters.positive(component.key);
        object.texts("limits", List.of("$ " + limit));
        return limit > 0;
    }

    private static boolean requests(
            Component component, Parameters parameters, MappingBuilder object) {
        try {
            BigDecimal limit = new BigDecimal(parameters.text(component.key)).stripTrailingZeros();
            object.texts("limits", List.of("$ " + limit.toPlainString()));
            return limit.signum() > 0;
        } catch (NumberFormatException e) {
            return false; // as in GOST, something else than a number stays ordinary metadata
        }
    }
}
