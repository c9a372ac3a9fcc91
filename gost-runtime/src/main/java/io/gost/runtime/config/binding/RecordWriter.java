package io.gost.runtime.config.binding;

import io.gost.runtime.config.Entries;
import io.gost.runtime.config.Format;
import io.gost.runtime.config.OpaqueMap;
import io.gost.runtime.config.document.JsonWriter;
import io.gost.runtime.config.document.Location;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.Scalar;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.config.document.YamlWriter;
import io.gost.spi.GoDuration;
import io.gost.spi.Secret;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes configuration records as GOST does, secrets included. */
public final class RecordWriter {
    private static final Location NOWHERE = Location.of("");

    private final Format format;

    private RecordWriter(Format format) {
        this.format = format;
    }

    /**
     * Writes a record.
     *
     * @param record the record
     * @param format the notation
     * @return its text, which ends with a line break
     * @throws io.gost.spi.GostException category {@code CONFIG}, for a number that JSON does not
     *     have
     */
    public static String write(Record record, Format format) {
        Node tree = tree(record, format);
        return switch (format) {
            case YAML -> YamlWriter.write(tree);
            case JSON -> JsonWriter.write(tree);
        };
    }

    /**
     * The tree that is written for a record.
     *
     * @param record the record
     * @param format the notation, which some keys and values depend on
     * @return the tree
     */
    public static Mapping tree(Record record, Format format) {
        return new RecordWriter(format).object(record);
    }

    private Mapping object(Record record) {
        var entries = new ArrayList<Mapping.Entry>();
        for (RecordKey key : RecordSchema.of(record.getClass()).keys()) {
            boolean always = key.always().contains(format);
            value(key.valueIn(record), always)
                    .map(value -> new Mapping.Entry(key.spelled(format), NOWHERE, value))
                    .ifPresent(entries::add);
        }
        return new Mapping(NOWHERE, entries);
    }

    private Optional<Node> value(@Nullable Object value, boolean always) {
        return switch (value) {
            case null -> Optional.empty();
            case Record record -> Optional.of(object(record));
            case String text -> when(always || !text.isEmpty(), Scalar.text(NOWHERE, text));
            case Secret secret ->
                    when(always || !secret.isEmpty(), Scalar.text(NOWHERE, secret.reveal()));
            case Boolean truth -> when(always || truth, Scalar.truth(NOWHERE, truth));
            case Integer number -> when(always || number != 0, Scalar.number(NOWHERE, number));
            case Long number -> when(always || number != 0, Scalar.number(NOWHERE, number));
            case Duration duration -> when(always || !duration.isZero(), duration(duration));
            case List<?> list -> when(always || !list.isEmpty(), list(list));
            case OpaqueMap<?> map -> when(!map.isEmpty(), OpenValues.tree(map, format));
            default ->
                    throw new IllegalArgumentException(
                            "no configuration value: " + value.getClass());
        };
    }

    private static Optional<Node> when(boolean written, Node node) {
        return written ? Optional.of(node) : Optional.empty();
    }

    private Node duration(Duration duration) {
        return switch (format) {
            case YAML -> Scalar.text(NOWHERE, GoDuration.format(duration));
            case JSON -> Scalar.number(NOWHERE, duration.toNanos());
        };
    }

    private Node list(List<?> list) {
        if (format == Format.JSON && Entries.isAbsent(list)) {
            return new Scalar(NOWHERE, "null", Scalar.NULL);
        }
        return new Sequence(
                NOWHERE, list.stream().flatMap(item -> value(item, true).stream()).toList());
    }
}
