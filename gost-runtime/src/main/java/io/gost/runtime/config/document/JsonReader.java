package io.gost.runtime.config.document;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** Reads a JSON text that holds one value and nothing behind it. */
public final class JsonReader {
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String origin;
    private final JsonParser parser;
    private final boolean lastWins;

    private JsonReader(JsonParser parser, String origin, boolean lastWins) {
        this.parser = parser;
        this.origin = origin;
        this.lastWins = lastWins;
    }

    /**
     * Reads a text.
     *
     * @param text the text, with or without a byte order mark
     * @param origin its name for messages
     * @param diagnostics takes what is wrong
     * @return the value, or empty when the text is no JSON
     */
    public static Optional<Node> read(String text, String origin, Diagnostics diagnostics) {
        return read(text, origin, false, diagnostics);
    }

    /**
     * Reads what a program sent. Of two equal keys the last one counts, as for most programs.
     *
     * @param text the text
     * @param origin its name for messages
     * @param diagnostics takes what is wrong
     * @return the value, or empty when the text is no JSON
     */
    public static Optional<Node> readMessage(String text, String origin, Diagnostics diagnostics) {
        return read(text, origin, true, diagnostics);
    }

    private static Optional<Node> read(
            String text, String origin, boolean lastWins, Diagnostics diagnostics) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), content)) {
            return Optional.of(new JsonReader(parser, origin, lastWins).document());
        } catch (MalformedDocument e) {
            e.report(diagnostics);
        } catch (JacksonException e) {
            TokenStreamLocation place = e.getLocation();
            Location location = place == null ? Location.of(origin) : location(place, origin);
            diagnostics.error(location, "", "not valid JSON: " + firstLine(e));
        }
        return Optional.empty();
    }

    private Node document() {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new MalformedDocument(here(), "nothing there, JSON was expected");
        }
        Node node = node(first, 0);
        if (parser.nextToken() != null) {
            throw new MalformedDocument(here(), "something follows the end of the JSON value");
        }
        return node;
    }

    private Node node(JsonToken token, int depth) {
        Location location = here();
        if (depth > MAX_DEPTH) {
            throw new MalformedDocument(location, "nested more than " + MAX_DEPTH + " levels deep");
        }
        return switch (token) {
            case START_OBJECT -> object(location, depth);
            case START_ARRAY -> array(location, depth);
            case VALUE_STRING -> Scalar.text(location, parser.getString());
            case VALUE_NUMBER_INT -> integer(location);
            case VALUE_NUMBER_FLOAT ->
                    new Scalar(location, parser.getString(), parser.getDoubleValue());
            case VALUE_TRUE -> Scalar.truth(location, true);
            case VALUE_FALSE -> Scalar.truth(location, false);
            default -> new Scalar(location, "null", Scalar.NULL);
        };
    }

    private Scalar integer(Location location) {
        BigInteger number = parser.getBigIntegerValue();
        return new Scalar(location, parser.getString(), PlainScalar.fitted(number));
    }

    private Sequence array(Location location, int depth) {
        var items = new ArrayList<Node>();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            items.add(node(token, depth + 1));
        }
        return new Sequence(location, items);
    }

    private Mapping object(Location location, int depth) {
        var entries = new LinkedHashMap<String, Mapping.Entry>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Location place = here();
            Node value = node(parser.nextToken(), depth + 1);
            Mapping.Entry first = entries.put(key, new Mapping.Entry(key, place, value));
            if (first != null && !lastWins) {
                throw new MalformedDocument(
                        place,
                        "key \"%s\" is already given at %s".formatted(key, first.location()));
            }
        }
        return new Mapping(location, List.copyOf(entries.values()));
    }

    private Location here() {
        TokenStreamLocation place = parser.currentTokenLocation();
        return location(place, origin);
    }

    private static Location location(TokenStreamLocation place, String origin) {
        return new Location(origin, place.getLineNr(), Math.max(1, place.getColumnNr()));
    }

    private static String firstLine(JacksonException failure) {
        String message = failure.getOriginalMessage().lines().findFirst().orElse("");
        return message.replaceFirst(" \\((?:for|start marker) .*", "").strip();
    }
}
