package io.gost.runtime.config.binding;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.Entries;
import io.gost.runtime.config.OpaqueMap;
import io.gost.runtime.config.binding.ValueType.ListOf;
import io.gost.runtime.config.binding.ValueType.ObjectOf;
import io.gost.runtime.config.binding.ValueType.Simple;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.text.NearestSpelling;
import io.gost.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes configuration records of documents.
 *
 * <p>Reading always gives a record, with empty values where the document was wrong; whether it may
 * be used is what the {@link Diagnostics} say.
 */
public final class RecordReader {
    /** What becomes of keys that nothing reads. */
    public enum UnknownKeys {
        /** A warning, but an error where a misspelled key would leave a door open. */
        WARN,
        /** An error everywhere. */
        REJECT,
        /** Nothing: programs send objects with keys of their own in them. */
        IGNORE
    }

    private final Diagnostics diagnostics;
    private final UnknownKeys unknownKeys;
    private final ScalarReader scalars;

    /**
     * Creates a reader.
     *
     * @param diagnostics takes what is wrong
     * @param unknownKeys what becomes of keys that nothing reads
     */
    public RecordReader(Diagnostics diagnostics, UnknownKeys unknownKeys) {
        this.diagnostics = diagnostics;
        this.unknownKeys = unknownKeys;
        this.scalars = new ScalarReader(diagnostics);
    }

    /**
     * Reads a whole configuration.
     *
     * @param root the document
     * @return the configuration
     */
    public Config read(Mapping root) {
        return read(Config.class, root, "");
    }

    /**
     * Reads one object.
     *
     * @param type its record class
     * @param mapping the object
     * @param path where it stands, for messages; empty for the root
     * @param <R> its record class
     * @return the record
     */
    public <R extends Record> R read(Class<R> type, Mapping mapping, String path) {
        RecordSchema schema = RecordSchema.of(type);
        Map<RecordKey, Mapping.Entry> given = match(schema, mapping, path);
        List<RecordKey> keys = schema.keys();
        @Nullable Object[] values = new @Nullable Object[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(keys.get(i), given.get(keys.get(i)), path);
        }
        return type.cast(schema.create(values));
    }

    private Map<RecordKey, Mapping.Entry> match(RecordSchema schema, Mapping mapping, String path) {
        var given = new HashMap<RecordKey, Mapping.Entry>();
        for (Mapping.Entry entry : mapping.entries()) {
            RecordKey key = schema.find(entry.key()).orElse(null);
            if (key == null) {
                unknown(schema, entry, path);
            } else if (given.containsKey(key)) {
                diagnostics.error(
                        entry.location(), join(path, key.name()), "given twice, in different case");
            } else if (!key.readOnly()) {
                given.put(key, entry);
            }
        }
        return given;
    }

    private void unknown(RecordSchema schema, Mapping.Entry entry, String path) {
        if (unknownKeys == UnknownKeys.IGNORE) {
            return;
        }
        String hint =
                NearestSpelling.hint(
                        entry.key(), schema.keys().stream().map(RecordKey::name).toList());
        String message = "unknown key" + hint;
        String key = join(path, entry.key());
        if (schema.guarded() || unknownKeys == UnknownKeys.REJECT) {
            diagnostics.error(entry.location(), key, message);
        } else {
            diagnostics.warning(entry.location(), key, message);
        }
    }

    private @Nullable Object value(RecordKey key, Mapping.@Nullable Entry entry, String path) {
        if (entry == null || (entry.value() instanceof Scalar scalar && scalar.isNull())) {
            return absent(key.type());
        }
        return value(key.type(), entry.value(), join(path, key.name()));
    }

    private static @Nullable Object absent(ValueType type) {
        return switch (type) {
            case Simple simple ->
                    switch (simple) {
                        case TEXT -> "";
                        case SECRET -> Secret.EMPTY;
                        case TRUTH -> false;
                        case INT -> 0;
                        case LONG -> 0L;
                        case DURATION -> Duration.ZERO;
                        case TEXTS -> Entries.absent();
                        case OPEN_MAP, TEXT_MAP -> OpaqueMap.empty();
                    };
            case ObjectOf _ -> null;
            case ListOf _ -> Entries.absent();
        };
    }

    private @Nullable Object value(ValueType type, Node node, String path) {
        return switch (type) {
            case Simple simple when simple == Simple.TEXTS -> texts(node, path);
            case Simple simple when simple == Simple.OPEN_MAP -> OpenValues.map(map(node, path));
            case Simple simple when simple == Simple.TEXT_MAP -> textMap(map(node, path), path);
            case Simple simple when node instanceof Scalar scalar -> scalar(simple, scalar, path);
            case Simple _ -> {
                wrongKind(node, path, "a single value");
                yield absent(type);
            }
            case ObjectOf object -> object(object.type(), node, path);
            case ListOf list -> list(list.type(), node, path);
        };
    }

    private Object scalar(Simple type, Scalar scalar, String path) {
        return switch (type) {
            case SECRET -> Secret.of(scalar.text());
            case TRUTH -> scalars.truth(scalar, path);
            case INT -> (int) scalars.integer(scalar, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> scalars.integer(scalar, path, Long.MIN_VALUE, Long.MAX_VALUE);
            case DURATION -> scalars.duration(scalar, path);
            case TEXT, TEXTS, OPEN_MAP, TEXT_MAP -> scalar.text();
        };
    }

    private @Nullable Record object(Class<? extends Record> type, Node node, String path) {
        return switch (node) {
            case Mapping mapping -> read(type, mapping, path);
            case Sequence sequence when sequence.items().isEmpty() ->
                    read(type, Mapping.empty(sequence.location()), path);
            case Scalar scalar when !RecordSchema.of(type).shorthand().isEmpty() ->
                    read(type, spelledOut(type, scalar), path);
            default -> {
                wrongKind(node, path, "an object with keys");
                yield null;
            }
        };
    }

    private static Mapping spelledOut(Class<? extends Record> type, Scalar scalar) {
        return Mapping.empty(scalar.location()).with(RecordSchema.of(type).shorthand(), scalar);
    }

    private List<Record> list(Class<? extends Record> type, Node node, String path) {
        return switch (node) {
            case Sequence sequence -> records(type, sequence.items(), path);
            case Mapping mapping when mapping.entries().isEmpty() -> List.of();
            case Mapping mapping -> {
                diagnostics.warning(
                        mapping.location(),
                        path,
                        "an object where a list is wanted; put - before it");
                yield records(type, List.of(mapping), path);
            }
            case Scalar scalar when !RecordSchema.of(type).shorthand().isEmpty() ->
                    records(type, List.copyOf(split(scalar)), path);
            case Scalar _ -> {
                wrongKind(node, path, "a list");
                yield List.of();
            }
        };
    }

    private List<Record> records(Class<? extends Record> type, List<Node> items, String path) {
        var records = new ArrayList<Record>();
        for (int i = 0; i < items.size(); i++) {
            Record record = object(type, items.get(i), path + "[" + i + "]");
            if (record != null) {
                records.add(record);
            }
        }
        return records;
    }

    private List<String> texts(Node node, String path) {
        return switch (node) {
            case Scalar scalar -> split(scalar).stream().map(Scalar::text).toList();
            case Mapping mapping when mapping.entries().isEmpty() -> List.of();
            case Mapping _ -> {
                wrongKind(node, path, "a list of texts");
                yield List.of();
            }
            case Sequence sequence -> items(sequence, path);
        };
    }

    private List<String> items(Sequence sequence, String path) {
        var texts = new ArrayList<String>();
        for (int i = 0; i < sequence.items().size(); i++) {
            String itemPath = path + "[" + i + "]";
            switch (sequence.items().get(i)) {
                case Scalar scalar when scalar.isNull() ->
                        diagnostics.warning(scalar.location(), itemPath, "empty, left out");
                case Scalar scalar -> texts.add(scalar.text());
                case Node other -> wrongKind(other, itemPath, "a single value");
            }
        }
        return texts;
    }

    /** A text where a list is wanted: its parts between commas, except commas inside braces. */
    private static List<Scalar> split(Scalar scalar) {
        if (!(scalar.value() instanceof String text)) {
            return List.of(scalar);
        }
        return Stream.of(text.split(",(?![^{]*\\})"))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .map(part -> Scalar.text(scalar.location(), part))
                .toList();
    }

    private Mapping map(Node node, String path) {
        return switch (node) {
            case Mapping mapping -> mapping;
            case Sequence sequence when sequence.items().isEmpty() ->
                    Mapping.empty(sequence.location());
            default -> {
                wrongKind(node, path, "an object with keys");
                yield Mapping.empty(node.location());
            }
        };
    }

    private OpaqueMap<String> textMap(Mapping mapping, String path) {
        var texts = new LinkedHashMap<String, String>();
        for (Mapping.Entry entry : mapping.entries()) {
            if (entry.value() instanceof Scalar scalar) {
                texts.put(entry.key(), scalar.text());
            } else {
                wrongKind(entry.value(), join(path, entry.key()), "a single value");
            }
        }
        return OpaqueMap.of(texts);
    }

    private void wrongKind(Node node, String path, String wanted) {
        diagnostics.error(
                node.location(), path, "%s where %s is wanted".formatted(node.kind(), wanted));
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
