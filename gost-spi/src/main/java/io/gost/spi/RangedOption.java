package io.gost.spi;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One key with an ordered value while it is being read.
 *
 * @param <T> the value's type
 */
public final class RangedOption<T extends Comparable<T>> extends Option<T> {
    private final T zero;

    RangedOption(
            Options options, List<String> names, String type, Function<Object, T> reader, T zero) {
        super(options, names, type, reader, zero);
        this.zero = zero;
    }

    @Override
    public RangedOption<T> help(String sentence) {
        super.help(sentence);
        return this;
    }

    @Override
    public RangedOption<T> check(Predicate<T> accepts, String wantedText) {
        super.check(accepts, wantedText);
        return this;
    }

    /**
     * Bounds the value from below.
     *
     * @param least the smallest value that will do
     * @return this option
     */
    public RangedOption<T> atLeast(T least) {
        String words = "of at least " + OptionValues.show(least);
        check(value -> value.compareTo(least) >= 0, words);
        within(OptionBounds.range(words, OptionValues.show(least), ""));
        return this;
    }

    /**
     * Bounds the value on both sides.
     *
     * @param least the smallest value that will do
     * @param most the largest value that will do
     * @return this option
     */
    public RangedOption<T> between(T least, T most) {
        String from = OptionValues.show(least);
        String to = OptionValues.show(most);
        String words = "within " + from + "–" + to;
        check(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0, words);
        within(OptionBounds.range(words, from, to));
        return this;
    }

    /**
     * Ends the reading with a default that zero means too: GOST reads an absent key as zero and
     * turns zero into the default. Zero will do even where bounds exclude it.
     *
     * @param unset what an absent key and a zero mean
     * @return the value, or the default
     */
    public T orElseIfZero(T unset) {
        alsoAcceptZero(value -> value.compareTo(zero) == 0);
        T value = orElse(unset);
        return value.compareTo(zero) == 0 ? unset : value;
    }
}
