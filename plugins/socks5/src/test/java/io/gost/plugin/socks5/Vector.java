package io.gost.plugin.socks5;

import io.gost.spi.Credentials;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded conversation with GOST.
 *
 * @param name what it is about
 * @param commands the command lines that took part
 * @param turns who said what
 */
record Vector(String name, List<String> commands, List<Turn> turns) {
    private static final Pattern PARAMETER = Pattern.compile("[?&](\\w+)=([^&]*)");
    private static final Pattern TARGET = Pattern.compile("/([^/]+):\\{ECHO}");
    private static final Pattern USER = Pattern.compile("//(\\w+)(?::(\\w+))?@");

    /**
     * What one side said, or what happened to it.
     *
     * @param client whether it was the client
     * @param hex the bytes; empty for an event
     * @param event such as {@code fin}; empty for bytes
     * @param random the indexes of bytes that differ from run to run
     */
    record Turn(boolean client, String hex, String event, List<Integer> random) {
        byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        /** The same bytes as hex, with those that differ from run to run made invisible. */
        String masked(byte[] said) {
            StringBuilder text = new StringBuilder(HexFormat.of().formatHex(said));
            for (int index : random) {
                if (index < said.length) {
                    text.replace(2 * index, 2 * index + 2, "..");
                }
            }
            return text.toString();
        }
    }

    /** One of them. */
    static Vector of(String resource, String name) {
        return all(resource).stream()
                .filter(vector -> vector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** All of them. */
    static List<Vector> all(String resource) {
        try (InputStream yaml = Vector.class.getResourceAsStream(resource)) {
            List<Vector> vectors = new ArrayList<>();
            for (JsonNode entry : new YAMLMapper().readTree(yaml)) {
                List<String> commands = new ArrayList<>();
                entry.get("setup").forEach(line -> commands.add(line.asString()));
                List<Turn> turns = new ArrayList<>();
                entry.get("exchange").forEach(item -> turns.add(turn(item)));
                vectors.add(new Vector(entry.get("name").asString(), commands, turns));
            }
            return vectors;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The metadata in the URL of the option {@code -L} or {@code -F}. */
    Map<String, String> metadata(String option) {
        Map<String, String> values = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(url(option));
        while (parameter.find()) {
            values.put(parameter.group(1), parameter.group(2));
        }
        return values;
    }

    /** The user in the URL of the option {@code -L} or {@code -F}. */
    @Nullable Credentials credentials(String option) {
        Matcher user = USER.matcher(url(option));
        return user.find()
                ? Credentials.of(user.group(1), Objects.requireNonNullElse(user.group(2), ""))
                : null;
    }

    /** Where the connector was to go. */
    String targetHost() {
        return commands.stream()
                .map(TARGET::matcher)
                .filter(Matcher::find)
                .map(target -> target.group(1))
                .findFirst()
                .orElseThrow();
    }

    private String url(String option) {
        return commands.stream()
                .filter(line -> line.contains(option + " socks"))
                .map(line -> line.substring(line.indexOf(option + " socks")))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Turn turn(JsonNode item) {
        List<Integer> random = new ArrayList<>();
        for (JsonNode range : item.path("random")) {
            int offset = range.get("offset").asInt();
            for (int i = 0; i < range.get("length").asInt(); i++) {
                random.add(offset + i);
            }
        }
        return new Turn(
                item.get("from").asString().equals("client"),
                item.path("hex").asString(""),
                item.path("event").asString(""),
                random);
    }
}
