package io.gost.spi;

import java.util.List;

/**
 * Which values of an option's type will do: in words for people, and as far as they can be told
 * apart by a program, for the JSON Schema of {@code gost.yml}.
 *
 * @param words bounds or allowed values in words; empty when any value of the type will do
 * @param choices the only values that will do, in lower case; empty when there are others
 * @param least the smallest value that will do, as a user would write it; empty when there is none
 * @param most the largest value that will do, as a user would write it; empty when there is none
 * @param orZero whether zero will do although it is outside
 */
public record OptionBounds(
        String words, List<String> choices, String least, String most, boolean orZero) {
    /** Any value of the type will do. */
    public static final OptionBounds NONE = of("");

    /** Copies the choices. */
    public OptionBounds {
        choices = List.copyOf(choices);
    }

    /**
     * Bounds that only people understand.
     *
     * @param words what would do
     * @return the bounds
     */
    public static OptionBounds of(String words) {
        return new OptionBounds(words, List.of(), "", "", false);
    }

    /** One of several texts. */
    static OptionBounds oneOf(List<String> choices) {
        return new OptionBounds("one of " + String.join(", ", choices), choices, "", "", false);
    }

    static OptionBounds range(String words, String least, String most) {
        return new OptionBounds(words, List.of(), least, most, false);
    }

    OptionBounds plusZero() {
        return new OptionBounds(words, choices, least, most, true);
    }
}
