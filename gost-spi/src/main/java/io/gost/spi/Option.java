package io.gost.spi;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key while it is being read. Say what bounds it, then end with exactly one of {@link #orElse},
 * {@link #optional}, {@link #required} or {@link #unavailable}: every key is required, defaulted,
 * optional with a documented absence, or of a feature that is still to come.
 *
 * @param <T> the value's type
 */
public sealed class Option<T> permits RangedOption {
    private final Options options;
    private final List<String> names;
    private final String type;
    private final Function<Object, T> reader;
    private final T sample;
    private OptionBounds bounds = OptionBounds.NONE;
    private boolean available = true;
    private String help = "";
    private @Nullable Predicate<T> check;

    Option(Options options, List<String> names, String type, Function<Object, T> reader, T sample) {
        this.options = options;
        this.names = names;
        this.type = type;
        this.reader = reader;
        this.sample = sample;
    }

    /**
     * Says in one sentence what the key does.
     *
     * @param sentence for people; no final full stop
     * @return this option
     */
    public Option<T> help(String sentence) {
        help = sentence;
        return this;
    }

    /**
     * Bounds the value.
     *
     * @param accepts whether a value will do
     * @param wantedText what would do, in words, such as {@code an absolute path}
     * @return this option
     */
    public Option<T> check(Predicate<T> accepts, String wantedText) {
        check = accepts;
        bounds = OptionBounds.of(wantedText);
        return this;
    }

    /**
     * Ends the reading with a default.
     *
     * @param absent what an absent key means
     * @return the value, or the default when the key is absent or its value refused
     */
    public T orElse(T absent) {
        declare(OptionValues.show(absent), false);
        return read().orElse(absent);
    }

    /**
     * Ends the reading of a key whose absence means something of its own.
     *
     * @return the value, or empty when the key is absent or its value refused
     */
    public Optional<T> optional() {
        declare("", false);
        return read();
    }

    /**
     * Ends the reading of a key that must be there.
     *
     * @return the value; a sample when it is absent or refused, which the runtime then reports
     */
    public T required() {
        declare("", true);
        if (!options.isDescribing() && options.find(names).isEmpty()) {
            options.refuse(names.getFirst(), "is missing; wanted " + describeWanted());
        }
        return read().orElse(sample);
    }

    /**
     * Ends the reading of a key whose feature this version does not have. It is a known key, and a
     * value that asks for nothing (false, zero, empty) will do; any other is refused, so that
     * nobody believes the feature to be at work. A key that only tunes such a feature does no harm:
     * read it with a default.
     */
    public void unavailable() {
        help = Options.unavailable(help);
        available = false;
        declare("", false);
        options.find(names)
                .ifPresent(
                        entry ->
                                convert(entry)
                                        .filter(OptionValues::asksForSomething)
                                        .ifPresent(_ -> options.refuseUnavailable(entry.name())));
    }

    Option<T> within(OptionBounds values) {
        bounds = values;
        return this;
    }

    void declare(String defaultText, boolean required) {
        options.declare(
                new OptionSpec(names, type, defaultText, bounds, help, required, available));
    }

    Optional<T> read() {
        return options.find(names).flatMap(this::convert);
    }

    /** Accepts zero, whatever {@link #check} says. */
    void alsoAcceptZero(Predicate<T> exempt) {
        if (check != null) {
            check = check.or(exempt);
            bounds = bounds.plusZero();
        }
    }

    private Optional<T> convert(Options.Entry entry) {
        if (type.equals("choice") && entry.value().equals("")) {
            return Optional.empty(); // as GOST has it: no name, no choice
        }
        T value;
        try {
            value = reader.apply(entry.value());
        } catch (IllegalArgumentException | GostException e) {
            return refuse(entry);
        }
        return check == null || check.test(value) ? Optional.of(value) : refuse(entry);
    }

    private Optional<T> refuse(Options.Entry entry) {
        String seen = type.equals("secret") ? "the value" : "\"" + entry.value() + "\"";
        options.refuse(entry.name(), seen + " is not " + describeWanted());
        return Optional.empty();
    }

    private String describeWanted() {
        String kind = OptionValues.describe(type);
        String wanted = bounds.words();
        if (wanted.isEmpty()) {
            return kind;
        }
        return wanted.startsWith("one of") ? wanted : kind + " " + wanted;
    }
}
