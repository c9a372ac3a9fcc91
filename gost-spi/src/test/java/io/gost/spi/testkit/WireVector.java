package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Credentials;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded conversation with GOST, from a file of golden vectors.
 *
 * <p>A test module that reads vectors needs {@code jackson-dataformat-yaml} at test scope.
 *
 * @param name what it is about
 * @param setup the command lines of the programs that took part, ports as {@code {ROLE}}
 * @param ports the number of each role
 * @param turns who said what, in order
 */
public record WireVector(
        String name, List<String> setup, Map<String, Integer> ports, List<Turn> turns) {
    private static final Pattern USER = Pattern.compile("//([^:@/]*)(?::([^@/]*))?@");
    private static final Pattern ENTRY = Pattern.compile("-L tcp://[^/ ]*/([^ ]+):\\{(\\w+)}");

    /** Copies the collections. */
    public WireVector {
        setup = List.copyOf(setup);
        ports = Map.copyOf(ports);
        turns = List.copyOf(turns);
    }

    /**
     * What one side said, or what happened to it.
     *
     * @param connection the number of the connection it was said on; 0 where there is only one
     * @param from the side, {@code client} or {@code server}
     * @param hex the bytes; empty for a mere event
     * @param event such as {@code fin}, {@code reset} or {@code still-open}; empty for mere bytes
     * @param random the indexes of bytes that differ from run to run
     */
    public record Turn(
            int connection, String from, String hex, String event, List<Integer> random) {
        /** Copies the indexes. */
        public Turn {
            random = List.copyOf(random);
        }

        /**
         * Whether the client said it.
         *
         * @return {@code false} when the server did
         */
        public boolean isClients() {
            return from.equals("client");
        }

        /**
         * What was said.
         *
         * @return the bytes
         */
        public byte[] bytes() {
            return HexFormat.of().parseHex(hex);
        }

        /**
         * What was said.
         *
         * @return ISO 8859-1
         */
        public String text() {
            return new String(bytes(), StandardCharsets.ISO_8859_1);
        }

        /**
         * The same turn with other words.
         *
         * @param otherHex what is said instead
         * @return the turn
         */
        public Turn saying(String otherHex) {
            return new Turn(connection, from, otherHex, event, random);
        }

        private String masked(byte[] said) {
            StringBuilder text = new StringBuilder(HexFormat.of().formatHex(said));
            for (int index : random) {
                if (index < said.length) {
                    text.replace(2 * index, 2 * index + 2, "..");
                }
            }
            return text.toString();
        }
    }

    /**
     * Reads a file.
     *
     * @param file in a Maven test {@code Path.of("src/test/resources/vectors/….yaml")}
     * @return all its conversations, in order
     */
    public static List<WireVector> read(Path file) {
        return new YAMLMapper().readTree(file).valueStream().map(WireVector::vector).toList();
    }

    /**
     * The metadata in a URL of the command line.
     *
     * @param start the option and the beginning of the URL, such as {@code -L socks}
     * @return name to value, in the order written, port numbers in place of their roles
     */
    public Map<String, String> metadata(String start) {
        Map<String, String> values = new LinkedHashMap<>();
        String url = url(start);
        if (url.indexOf('?') >= 0) {
            for (String pair : url.substring(url.indexOf('?') + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                values.put(parts[0], withPorts(parts[1]));
            }
        }
        return values;
    }

    /**
     * The user in a URL of the command line.
     *
     * @param start the option and the beginning of the URL, such as {@code -F socks}
     * @return {@code null} when it names none
     */
    public @Nullable Credentials credentials(String start) {
        Matcher user = USER.matcher(url(start));
        return user.find()
                ? Credentials.of(user.group(1), Objects.requireNonNullElse(user.group(2), ""))
                : null;
    }

    /**
     * Where the port forwarding was to go that led through a connector.
     *
     * @return the target of {@code -L tcp://:{ENTRY}/target}
     */
    public Target target() {
        for (String line : setup) {
            Matcher entry = ENTRY.matcher(line);
            if (entry.find()) {
                return Target.tcp(entry.group(1), ports.get(entry.group(2)));
            }
        }
        throw new AssertionError(name + " forwards no port: " + setup);
    }

    /**
     * Plays the client's part on the only connection and expects the server's. An end is an end,
     * whether the server closes or resets.
     *
     * @param client connected with the server; closed afterwards
     * @param ours what our server says instead, for each of its turns; bytes of an event are
     *     expected before it
     * @throws IOException when the connection breaks early
     */
    public void replay(Peer client, UnaryOperator<Turn> ours) throws IOException {
        for (Turn turn : turns) {
            if (turn.isClients()) {
                client.send(turn.bytes());
                if (turn.event().equals("fin")) {
                    client.endOutput();
                }
                continue;
            }
            Turn expected = ours.apply(turn);
            switch (turn.event()) {
                case "still-open" -> {}
                case "" ->
                        assertThat(expected.masked(client.receive(expected.bytes().length)))
                                .isEqualTo(expected.masked(expected.bytes()));
                default -> assertThat(remainder(client)).isEqualTo(expected.hex());
            }
        }
        client.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private String url(String start) {
        for (String line : setup) {
            int at = line.indexOf(start);
            if (at >= 0) {
                return line.substring(at + start.indexOf(' ') + 1).split("\\s", 2)[0];
            }
        }
        throw new AssertionError(name + " has no " + start + ": " + setup);
    }

    private String withPorts(String text) {
        String filled = text;
        for (Map.Entry<String, Integer> port : ports.entrySet()) {
            filled = filled.replace("{" + port.getKey() + "}", port.getValue().toString());
        }
        return filled;
    }

    private static String remainder(Peer client) {
        try {
            return HexFormat.of().formatHex(client.receiveToEnd());
        } catch (IOException reset) {
            return "";
        }
    }

    private static WireVector vector(JsonNode entry) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        entry.path("ports")
                .properties()
                .forEach(port -> ports.put(port.getKey(), port.getValue().asInt()));
        return new WireVector(
                entry.get("name").asString(),
                entry.get("setup").valueStream().map(JsonNode::asString).toList(),
                ports,
                entry.get("exchange").valueStream().map(WireVector::turn).toList());
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
                item.path("conn").asInt(0),
                item.get("from").asString(),
                item.path("hex").asString(""),
                item.path("event").asString(""),
                random);
    }
}
