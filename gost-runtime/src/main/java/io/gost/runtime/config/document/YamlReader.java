package io.gost.runtime.config.document;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the first document of a YAML text.
 *
 * <p>It works on parse events, because only those tell {@code 010} from {@code "010"}, and where a
 * value was written. Anchors, aliases and merge keys are resolved; depth and the number of values
 * that aliases stand for are bounded.
 */
public final class YamlReader {
    private static final int MAX_DEPTH = 100;
    private static final int MAX_ALIASED = 100_000;
    private static final String MERGE_KEY = "<<";
    private static final String CORE_TAG = "tag:yaml.org,2002:";

    /** A value that aliases may stand for, and how many values it holds. */
    private record Anchored(Node node, int size) {}

    private final String origin;
    private final Iterator<Event> events;
    private final Map<Anchor, Anchored> anchors = new HashMap<>();
    private int size;
    private int aliased;

    private YamlReader(String text, String origin) {
        this.origin = origin;
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(origin)
                        .setUseMarks(true)
                        .setCodePointLimit(Integer.MAX_VALUE) // the source bounds its size
                        .build();
        this.events = new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * Reads a text.
     *
     * @param text the text, with or without a byte order mark
     * @param origin its name for messages
     * @param diagnostics takes what is wrong
     * @return the first document, a scalar without a value when there is none, or empty when the
     *     text is no YAML
     */
    public static Optional<Node> read(String text, String origin, Diagnostics diagnostics) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            rejectControlCharacters(content, origin);
            return Optional.of(new YamlReader(content, origin).document());
        } catch (MalformedDocument e) {
            e.report(diagnostics);
        } catch (MarkedYamlEngineException e) {
            Location place =
                    e.getProblemMark()
                            .or(e::getContextMark)
                            .map(mark -> location(origin, mark))
                            .orElseGet(() -> Location.of(origin));
            diagnostics.error(place, "", "not valid YAML: " + oneLine(e.getProblem()));
        } catch (YamlEngineException e) {
            String message = oneLine(String.valueOf(e.getMessage()));
            diagnostics.error(Location.of(origin), "", "not valid YAML: " + message);
        }
        return Optional.empty();
    }

    private Node document() {
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent) {
                return node(events.next(), 0);
            }
        }
        return new Scalar(Location.of(origin), "", Scalar.NULL);
    }

    private Node node(Event event, int depth) {
        Location location = location(event);
        if (depth > MAX_DEPTH) {
            throw new MalformedDocument(location, "nested more than " + MAX_DEPTH + " levels deep");
        }
        size++;
        int before = size;
        Node node =
                switch (event) {
                    case AliasEvent alias -> alias(alias, location);
                    case ScalarEvent scalar -> scalar(scalar, location);
                    case SequenceStartEvent _ -> sequence(location, depth);
                    case MappingStartEvent _ -> mapping(location, depth);
                    default -> throw new MalformedDocument(location, "a value is missing");
                };
        if (event instanceof NodeEvent anchored && !(event instanceof AliasEvent)) {
            anchored.getAnchor()
                    .ifPresent(
                            anchor -> anchors.put(anchor, new Anchored(node, size - before + 1)));
        }
        return node;
    }

    private Node alias(AliasEvent event, Location location) {
        Anchored anchored = anchors.get(event.getAlias());
        if (anchored == null) {
            throw new MalformedDocument(
                    location, "alias *" + event.getAlias().getValue() + " has no anchor before it");
        }
        size += anchored.size();
        aliased += anchored.size();
        if (aliased > MAX_ALIASED) {
            throw new MalformedDocument(
                    location, "aliases stand for more than " + MAX_ALIASED + " values");
        }
        return anchored.node();
    }

    private static Scalar scalar(ScalarEvent event, Location location) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN && tag.isEmpty();
        if (plain || tag.filter(YamlReader::resolvesLikePlain).isPresent()) {
            return new Scalar(location, text, PlainScalar.resolve(text));
        }
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(CORE_TAG + "str")) {
            throw new MalformedDocument(location, "tag " + tag.get() + " is not supported");
        }
        return Scalar.text(location, text);
    }

    private static boolean resolvesLikePlain(String tag) {
        return switch (tag) {
            case CORE_TAG + "int",
                    CORE_TAG + "float",
                    CORE_TAG + "bool",
                    CORE_TAG + "null",
                    CORE_TAG + "timestamp" ->
                    true;
            default -> false;
        };
    }

    private Sequence sequence(Location location, int depth) {
        var items = new ArrayList<Node>();
        Event event = events.next();
        while (!(event instanceof SequenceEndEvent)) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return new Sequence(location, items);
    }

    private Mapping mapping(Location location, int depth) {
        var own = new LinkedHashMap<String, Mapping.Entry>();
        var merged = new ArrayList<Mapping>();
        Event event = events.next();
        while (!(event instanceof MappingEndEvent)) {
            Location place = location(event);
            if (!(node(event, depth + 1) instanceof Scalar key)) {
                throw new MalformedDocument(place, "a key is a text, not a list or an object");
            }
            Node value = node(events.next(), depth + 1);
            if (isMergeKey(event)) {
                merged.addAll(mergeSources(value));
            } else {
                Mapping.Entry first =
                        own.putIfAbsent(
                                key.source(), new Mapping.Entry(key.source(), place, value));
                if (first != null) {
                    throw new MalformedDocument(
                            place,
                            "key \"%s\" is already given at %s"
                                    .formatted(key.source(), first.location()));
                }
            }
            event = events.next();
        }
        merged.stream()
                .flatMap(source -> source.entries().stream())
                .forEach(entry -> own.putIfAbsent(entry.key(), entry));
        return new Mapping(location, List.copyOf(own.values()));
    }

    private static boolean isMergeKey(Event key) {
        return key instanceof ScalarEvent scalar
                && scalar.getScalarStyle() == ScalarStyle.PLAIN
                && scalar.getValue().equals(MERGE_KEY);
    }

    private static List<Mapping> mergeSources(Node value) {
        return switch (value) {
            case Mapping mapping -> List.of(mapping);
            case Sequence sequence ->
                    sequence.items().stream().flatMap(item -> mergeSources(item).stream()).toList();
            case Scalar scalar ->
                    throw new MalformedDocument(
                            scalar.location(), "<< takes an object or a list of objects");
        };
    }

    private Location location(Event event) {
        return event.getStartMark()
                .map(mark -> location(origin, mark))
                .orElseGet(() -> Location.of(origin));
    }

    private static Location location(String origin, Mark mark) {
        return new Location(origin, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static void rejectControlCharacters(String text, String origin) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '\n') {
                line++;
                lineStart = i + 1;
            } else if ((character < ' ' && character != '\t' && character != '\r')
                    || character == 0x7F) {
                throw new MalformedDocument(
                        new Location(origin, line, i - lineStart + 1),
                        "character 0x%02X is not allowed in YAML".formatted((int) character));
            }
        }
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
