package io.gost.plugin.http;

import io.gost.spi.Credentials;
import io.gost.spi.testkit.WireVector;
import io.gost.spi.testkit.WireVector.Turn;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One recorded conversation, some of them with a configuration file in place of a URL.
 *
 * @param wire as it was recorded
 */
record Vector(WireVector wire) {
    private static final Path VECTORS = Path.of("src/test/resources/vectors/http.yaml");
    private static final String URL = "-L http";

    static Stream<Vector> all() {
        return WireVector.read(VECTORS).stream().map(Vector::new);
    }

    String name() {
        return wire.name();
    }

    List<Turn> turns() {
        return wire.turns();
    }

    boolean isConnectors() {
        return name().startsWith("connector-");
    }

    /** What is said on one connection of the proxy with a server behind it, by connection. */
    Map<Integer, List<Turn>> behindTheProxy() {
        Map<Integer, List<Turn>> connections = new TreeMap<>();
        turns().stream()
                .filter(turn -> turn.connection() >= 100)
                .forEach(
                        turn ->
                                connections
                                        .computeIfAbsent(turn.connection(), _ -> new ArrayList<>())
                                        .add(turn));
        return connections;
    }

    List<Turn> inFront() {
        return turns().stream().filter(turn -> turn.connection() < 100).toList();
    }

    /** The service's user, from the URL or the configuration file. */
    @Nullable Credentials credentials() {
        if (!isFromFile()) {
            return wire.credentials(URL);
        }
        JsonNode auth = config().at("/services/0/handler/auth");
        return auth.isMissingNode()
                ? null
                : Credentials.of(auth.get("username").asString(), auth.get("password").asString());
    }

    /** The service's metadata, from the URL or the configuration file. */
    Map<String, Object> metadata() {
        return isFromFile()
                ? map(config().at("/services/0/handler/metadata"))
                : new LinkedHashMap<>(wire.metadata(URL));
    }

    private boolean isFromFile() {
        return wire.setup().getFirst().startsWith("gost -C");
    }

    private JsonNode config() {
        String line = wire.setup().getFirst();
        return new YAMLMapper()
                .readTree(line.substring(line.indexOf('\n')).replace(":{SERVER}", "x"));
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

    @Override
    public String toString() {
        return name();
    }
}
