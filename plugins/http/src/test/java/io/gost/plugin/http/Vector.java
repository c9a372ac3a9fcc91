package io.gost.plugin.http;

import io.gost.spi.Credentials;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One recorded conversation.
 *
 * @param name the entry's name
 * @param setup how the program was started
 * @param ports role to number
 * @param turns what was said, in order
 */
record Vector(String name, List<String> setup, Map<String, Integer> ports, List<Turn> turns) {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** Somebody said something on a connection, or ended it. */
    record Turn(int connection, String from, String text, String event) {}

    static Stream<Vector> all() {
        try (InputStream in = Vector.class.getResourceAsStream("/vectors/http.yaml")) {
            return YAML.readTree(in).valueStream().map(Vector::read).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Vector named(String name) {
        return all().filter(vector -> vector.name.equals(name)).findFirst().orElseThrow();
    }

    boolean isConnectors() {
        return name.startsWith("connector-");
    }

    Target target(String role) {
        return Target.tcp("127.0.0.1", ports.get(role));
    }

    /** What is said on one connection of the proxy with a server behind it, by connection. */
    Map<Integer, List<Turn>> behindTheProxy() {
        Map<Integer, List<Turn>> connections = new TreeMap<>();
        turns.stream()
                .filter(turn -> turn.connection >= 100)
                .forEach(
                        turn ->
                                connections
                                        .computeIfAbsent(turn.connection, _ -> new ArrayList<>())
                                        .add(turn));
        return connections;
    }

    List<Turn> inFront() {
        return turns.stream().filter(turn -> turn.connection < 100).toList();
    }

    /** The service's user, from the URL or the configuration file. */
    @Nullable Credentials credentials() {
        String line = setup.getFirst();
        if (line.startsWith("gost -C")) {
            JsonNode auth = config().at("/services/0/handler/auth");
            return auth.isMissingNode()
                    ? null
                    : Credentials.of(
                            auth.get("username").asString(), auth.get("password").asString());
        }
        int at = line.indexOf('@');
        if (at < 0) {
            return null;
        }
        String[] login = line.substring(line.indexOf("//") + 2, at).split(":", 2);
        return Credentials.of(login[0], login[1]);
    }

    /** The service's metadata, from the URL or the configuration file. */
    Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        String line = setup.getFirst();
        if (line.startsWith("gost -C")) {
            metadata.putAll(map(config().at("/services/0/handler/metadata")));
        } else if (line.indexOf('?') >= 0) {
            for (String pair : line.substring(line.indexOf('?') + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                metadata.put(parts[0], withPorts(parts[1]));
            }
        }
        return metadata;
    }

    private String withPorts(String text) {
        String filled = text;
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            filled = filled.replace("{" + port.getKey() + "}", port.getValue().toString());
        }
        return filled;
    }

    private JsonNode config() {
        String yaml = setup.getFirst().substring(setup.getFirst().indexOf('\n'));
        return YAML.readTree(yaml.replace(":{SERVER}", "x"));
    }

    private static Map<String, Object> map(JsonNode node) {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties()
                .forEach(
                        entry ->
                                map.put(
                                        entry.getKey(),
                                        entry.getValue().isObject()
                                                ? map(entry.getValue())
                                                : entry.getValue().asString()));
        return map;
    }

    private static Vector read(JsonNode entry) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        entry.get("ports").properties().forEach(p -> ports.put(p.getKey(), p.getValue().asInt()));
        return new Vector(
                entry.get("name").asString(),
                entry.get("setup").valueStream().map(JsonNode::asString).toList(),
                ports,
                entry.get("exchange").valueStream().map(Vector::turn).toList());
    }

    private static Turn turn(JsonNode item) {
        return new Turn(
                item.path("conn").asInt(0),
                item.get("from").asString(),
                new String(
                        HexFormat.of().parseHex(item.path("hex").asString("")),
                        StandardCharsets.ISO_8859_1),
                item.path("event").asString(""));
    }

    @Override
    public String toString() {
        return name;
    }
}
