package io.gost.runtime.describe;

import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.ForwardNodeConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.config.ServiceConfig;
import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.service.RuntimeKeys;
import io.gost.spi.OptionSpec;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a schema says of objects with a {@code metadata} map, most of them by their type. */
final class TypedSchemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String METADATA = "metadata";

    /** Where an object says which plugin it wants, and what it gets when it does not say. */
    private record Choice(ExtensionKind kind, String key, String otherwise) {}

    private static final Map<Class<? extends Record>, Choice> CHOICES =
            Map.of(
                    HandlerConfig.class, new Choice(ExtensionKind.HANDLER, "type", "auto"),
                    ListenerConfig.class, new Choice(ExtensionKind.LISTENER, "type", "tcp"),
                    ConnectorConfig.class, new Choice(ExtensionKind.CONNECTOR, "type", "http"),
                    DialerConfig.class, new Choice(ExtensionKind.DIALER, "type", "tcp"),
                    SelectorConfig.class, new Choice(ExtensionKind.STRATEGY, "strategy", "round"));

    private final List<TypeDescription> descriptions;
    private final boolean strict;
    private final Map<String, ObjectNode> definitions = new LinkedHashMap<>();

    TypedSchemas(Plugins plugins, boolean strict, Consumer<String> failures) {
        this.descriptions = TypeDescription.all(plugins, failures);
        this.strict = strict;
        for (TypeDescription description : descriptions) {
            definitions.put(name(description), OptionSchema.of(specs(description)));
        }
        definitions.put("metadata.service", OptionSchema.of(RuntimeKeys.service()));
        definitions.put("metadata.node", OptionSchema.of(RuntimeKeys.node()));
        definitions.put("metadata.chain", OptionSchema.of(RuntimeKeys.chain()));
        if (strict) {
            definitions.put("keys.service", keys(serviceKeys()));
            definitions.put("keys.node", keys(nodeKeys()));
        }
    }

    Map<String, ObjectNode> definitions() {
        return definitions;
    }

    /** Adds what is known of an object's metadata, and which types there are. */
    void choose(Class<? extends Record> type, ObjectNode node) {
        Choice choice = CHOICES.get(type);
        if (choice != null) {
            chooseByType(choice, node);
        } else if (type == ServiceConfig.class) {
            metadata(node, "metadata.service");
        } else if (type == NodeConfig.class || type == ForwardNodeConfig.class) {
            metadata(node, "metadata.node");
        } else if (type == ChainConfig.class) {
            metadata(node, "metadata.chain");
        }
        if (strict) {
            close(type, node);
        }
    }

    private static void metadata(ObjectNode node, String definition) {
        if (node.get("properties").get(METADATA) instanceof ObjectNode map) {
            map.put("$ref", "#/$defs/" + definition);
        }
    }

    private void chooseByType(Choice choice, ObjectNode node) {
        List<TypeDescription> known =
                descriptions.stream().filter(one -> one.kind() == choice.kind()).toList();
        if (node.get("properties").get(choice.key()) instanceof ObjectNode key) {
            key.remove("$ref");
            ArrayNode types = key.putArray("enum");
            known.forEach(one -> one.types().forEach(types::add));
            types.add("").addNull();
            key.put("default", choice.otherwise());
        }
        ArrayNode cases = node.putArray("allOf");
        for (TypeDescription one : known) {
            ObjectNode rule = cases.addObject();
            rule.set("if", condition(choice, one));
            ObjectNode then = rule.putObject("then");
            then.putObject("properties").set(METADATA, ConfigSchema.reference(name(one)));
            if (one.options().stream().anyMatch(OptionSpec::required)) {
                then.set("required", JsonForm.texts(List.of(METADATA)));
            }
        }
    }

    private static ObjectNode condition(Choice choice, TypeDescription one) {
        ObjectNode written = NODES.objectNode();
        ArrayNode values = written.putObject("properties").putObject(choice.key()).putArray("enum");
        one.types().forEach(values::add);
        if (!one.types().contains(choice.otherwise())) {
            written.set("required", JsonForm.texts(List.of(choice.key())));
            return written;
        }
        values.add("").addNull(); // without "required" an absent key meets the condition as well
        return written;
    }

    /** In the strict form a key must be known to some reader of the maps it is judged with. */
    private static void close(Class<? extends Record> type, ObjectNode node) {
        String keys =
                switch (type.getSimpleName()) {
                    case "ServiceConfig", "HandlerConfig", "ListenerConfig" -> "keys.service";
                    case "NodeConfig", "ConnectorConfig", "DialerConfig" -> "keys.node";
                    default -> "";
                };
        if (!keys.isEmpty() && node.get("properties").get(METADATA) instanceof ObjectNode map) {
            map.set("propertyNames", ConfigSchema.reference(keys));
        }
    }

    private Stream<OptionSpec> serviceKeys() {
        return Stream.concat(
                RuntimeKeys.service().stream(),
                Stream.concat(
                        RuntimeKeys.handler().stream(),
                        keysOf(ExtensionKind.HANDLER, ExtensionKind.LISTENER)));
    }

    private Stream<OptionSpec> nodeKeys() {
        return Stream.concat(
                RuntimeKeys.node().stream(), keysOf(ExtensionKind.CONNECTOR, ExtensionKind.DIALER));
    }

    private Stream<OptionSpec> keysOf(ExtensionKind... kinds) {
        return descriptions.stream()
                .filter(one -> List.of(kinds).contains(one.kind()))
                .flatMap(one -> one.options().stream());
    }

    private static ObjectNode keys(Stream<OptionSpec> specs) {
        TreeSet<String> names = new TreeSet<>();
        TreeSet<String> families = new TreeSet<>();
        specs.forEach(
                spec -> {
                    if (spec.isFamily()) {
                        families.add(spec.name().substring(0, spec.name().indexOf('<')));
                    } else {
                        names.addAll(spec.names());
                    }
                });
        ObjectNode node = NODES.objectNode();
        ArrayNode forms = node.putArray("anyOf");
        forms.addObject().set("enum", JsonForm.texts(List.copyOf(names)));
        families.forEach(
                prefix -> forms.addObject().put("pattern", "^" + prefix.replace(".", "\\.")));
        return node;
    }

    private static List<OptionSpec> specs(TypeDescription description) {
        List<OptionSpec> specs = new ArrayList<>(description.options());
        if (description.kind() == ExtensionKind.HANDLER) {
            specs.addAll(RuntimeKeys.handler());
        }
        return specs;
    }

    private static String name(TypeDescription description) {
        return description.kind().noun() + "." + description.types().getFirst();
    }
}
