package io.gost.spi;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A read-only, case-insensitive, path-aware view of a {@code metadata} map.
 *
 * <p><b>Reading is declaring.</b> A provider reads every key it knows, unconditionally, in {@link
 * Provider#read}. The runtime calls that method with real values at configuration time and with a
 * {@linkplain #describing describing} view when it wants to know the keys. A key that nobody reads
 * is reported with its path and the nearest spelling.
 *
 * <pre>{@code
 * Duration readTimeout =
 *         options.duration("readTimeout", "read.timeout")
 *                 .help("time to wait for the client's request")
 *                 .orElseIfZero(Duration.ofSeconds(15));
 * }</pre>
 *
 * <p>Keys are flat: {@code mux.version} is one key. Values follow GOST's rules for metadata: of
 * several spellings the first one present wins, numbers may come as any numeric type or as text,
 * booleans as {@code true}, {@code 1} or {@code "t"}, bare numbers in durations are seconds, and a
 * scalar stands for a list of one. Where GOST silently ignores a value it cannot use, this class
 * refuses it.
 *
 * <p>Instances are confined to the thread that reads them.
 */
public final class Options {
    private static final String UNAVAILABLE = "not available in this version";

    private final String path;
    private final Map<String, Object> values;
    private final OptionSink sink;
    private final boolean describing;

    private Options(String path, Map<String, ?> values, OptionSink sink, boolean describing) {
        this.path = path;
        this.sink = sink;
        this.describing = describing;
        this.values = new LinkedHashMap<>();
        values.forEach((key, value) -> this.values.put(key.toLowerCase(Locale.ROOT), value));
    }

    /**
     * A view that throws on the first bad value.
     *
     * @param values key to value, as YAML gives them
     * @return the view
     */
    public static Options of(Map<String, ?> values) {
        return new Options("", values, OptionSink.STRICT, false);
    }

    /**
     * A view that tells a sink what is read and what is refused.
     *
     * @param path the map's configuration path, such as {@code services[0].handler.metadata}
     * @param values key to value, as YAML gives them
     * @param sink hears every declaration and refusal
     * @return the view
     */
    public static Options of(String path, Map<String, ?> values, OptionSink sink) {
        return new Options(path, values, sink, false);
    }

    /**
     * A view without values in which required keys read as a sample value, for finding out which
     * keys a provider knows.
     *
     * @param sink hears every declaration
     * @return the view
     */
    public static Options describing(OptionSink sink) {
        return new Options("", Map.of(), sink, true);
    }

    /**
     * The configuration path of this map, such as {@code services[0].handler.metadata}.
     *
     * @return the path, empty in tests and descriptions
     */
    public String path() {
        return path;
    }

    /**
     * A text. Numbers and booleans are rendered.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public Option<String> string(String name, String... aliases) {
        return option("string", OptionValues::text, "", names(name, aliases));
    }

    /**
     * A text that is never printed.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public Option<Secret> secret(String name, String... aliases) {
        return option(
                "secret",
                value -> Secret.of(OptionValues.text(value)),
                Secret.EMPTY,
                names(name, aliases));
    }

    /**
     * A truth value.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public Option<Boolean> bool(String name, String... aliases) {
        return option("bool", OptionValues::bool, false, names(name, aliases));
    }

    /**
     * A whole number of 32 bits.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public RangedOption<Integer> integer(String name, String... aliases) {
        return ranged("int", OptionValues::integer, 0, names(name, aliases));
    }

    /**
     * A number with a fraction.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public RangedOption<Double> number(String name, String... aliases) {
        return ranged("number", OptionValues::number, 0.0, names(name, aliases));
    }

    /**
     * A size in bytes: a number, or a text such as {@code 64KiB}, where K, M and G are powers of
     * 1024.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public RangedOption<Integer> bytes(String name, String... aliases) {
        return ranged("size", OptionValues::bytes, 0, names(name, aliases));
    }

    /**
     * A span of time: a bare number of seconds, or a text such as {@code 300ms} or {@code 1m30s}.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public RangedOption<Duration> duration(String name, String... aliases) {
        return ranged("duration", OptionValues::duration, Duration.ZERO, names(name, aliases));
    }

    /**
     * A list of texts. A scalar is a list of one.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public Option<List<String>> strings(String name, String... aliases) {
        return option("list", OptionValues::texts, List.of(), names(name, aliases));
    }

    /**
     * A map of texts, in the order written.
     *
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public Option<Map<String, String>> map(String name, String... aliases) {
        return option("map", OptionValues::map, Map.of(), names(name, aliases));
    }

    /**
     * One of the constants of an enum, in any case.
     *
     * @param <E> the enum
     * @param type the enum's class
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public <E extends Enum<E>> Option<E> choice(Class<E> type, String name, String... aliases) {
        E[] constants = type.getEnumConstants();
        List<String> choices =
                Arrays.stream(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .toList();
        return this.<E>option(
                        "choice",
                        value -> OptionValues.choice(constants, value),
                        constants[0],
                        names(name, aliases))
                .within(OptionBounds.oneOf(choices));
    }

    /**
     * A text with a form of its own.
     *
     * @param <T> what the text becomes
     * @param parser turns the text into a value; throws {@link IllegalArgumentException} or {@link
     *     GostException} when it cannot
     * @param example a text that the parser accepts, shown to users
     * @param name canonical key
     * @param aliases other spellings
     * @return the option
     */
    public <T> Option<T> parsed(
            Function<String, T> parser, String example, String name, String... aliases) {
        return this.<T>option(
                        "string",
                        value -> parser.apply(OptionValues.text(value)),
                        parser.apply(example),
                        names(name, aliases))
                .within(OptionBounds.of("such as " + example));
    }

    /**
     * Every entry whose key begins with a prefix, for families such as {@code cache.status.404}.
     *
     * @param prefix the beginning, with its dot
     * @param placeholder how documentation writes the rest, in angle brackets, such as {@code
     *     <code>}
     * @param help one sentence for people
     * @return the rest of each key, in lower case, to its value as text
     */
    public Map<String, String> family(String prefix, String placeholder, String help) {
        return family(prefix, placeholder, help, true);
    }

    private Map<String, String> family(
            String prefix, String placeholder, String help, boolean available) {
        if (!placeholder.startsWith("<")) {
            throw new IllegalArgumentException(placeholder + " is not in angle brackets");
        }
        sink.declared(
                new OptionSpec(
                        List.of(prefix + placeholder),
                        "string",
                        "",
                        OptionBounds.NONE,
                        help,
                        false,
                        available));
        Map<String, String> found = new LinkedHashMap<>();
        String start = prefix.toLowerCase(Locale.ROOT);
        values.forEach(
                (key, value) -> {
                    if (key.startsWith(start) && value != null) {
                        readMember(key, value)
                                .ifPresent(text -> found.put(key.substring(start.length()), text));
                    }
                });
        return Map.copyOf(found);
    }

    /**
     * Declares a {@link #family} whose feature this version does not have, and refuses its members
     * as {@link Option#unavailable} does.
     *
     * @param prefix the beginning, with its dot
     * @param placeholder how documentation writes the rest, in angle brackets
     * @param help one sentence for people, on what the keys would do
     */
    public void unavailableFamily(String prefix, String placeholder, String help) {
        new TreeMap<>(family(prefix, placeholder, unavailable(help), false))
                .forEach(
                        (rest, value) -> {
                            if (OptionValues.asksForSomething(value)) {
                                refuseUnavailable(prefix + rest);
                            }
                        });
    }

    /**
     * Says that another plugin of the same kind reads this same map, as {@code auto} hands its map
     * to {@code http} and {@code socks5}.
     *
     * @param type the other plugin's type
     */
    public void delegatedTo(String type) {
        sink.delegated(type);
    }

    private Optional<String> readMember(String key, Object value) {
        try {
            return Optional.of(OptionValues.text(value));
        } catch (IllegalArgumentException e) {
            refuse(key, "\"" + value + "\" is not " + OptionValues.describe("string"));
            return Optional.empty();
        }
    }

    Optional<Entry> find(List<String> names) {
        for (String name : names) {
            Object value = values.get(name.toLowerCase(Locale.ROOT));
            if (value != null) {
                return Optional.of(new Entry(name, value));
            }
        }
        return Optional.empty();
    }

    boolean isDescribing() {
        return describing;
    }

    void declare(OptionSpec spec) {
        sink.declared(spec);
    }

    void refuse(String name, String message) {
        sink.refused(path.isEmpty() ? name : path + "." + name, message);
    }

    void refuseUnavailable(String name) {
        refuse(name, "is " + UNAVAILABLE + "; remove it");
    }

    /** What the help of a key says whose feature this version does not have. */
    static String unavailable(String help) {
        return help.isEmpty() ? UNAVAILABLE : help + "; " + UNAVAILABLE;
    }

    /** A value and the spelling it was found under. */
    record Entry(String name, Object value) {}

    private <T> Option<T> option(
            String type, Function<Object, T> reader, T sample, List<String> names) {
        return new Option<>(this, names, type, reader, sample);
    }

    private <T extends Comparable<T>> RangedOption<T> ranged(
            String type, Function<Object, T> reader, T zero, List<String> names) {
        return new RangedOption<>(this, names, type, reader, zero);
    }

    private static List<String> names(String name, String @Nullable [] aliases) {
        List<String> names = new ArrayList<>();
        names.add(name);
        if (aliases != null) {
            names.addAll(List.of(aliases));
        }
        return names;
    }
}
