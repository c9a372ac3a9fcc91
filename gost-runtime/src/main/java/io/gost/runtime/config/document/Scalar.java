package io.gost.runtime.config.document;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A single value of a document.
 *
 * @param location where it begins
 * @param source the text as it was written, without quotes
 * @param value a {@link String}, {@link Boolean}, {@link BigInteger}, {@link Double}, {@link
 *     PlainScalar.Timestamp} or {@link Scalar#NULL}
 */
public record Scalar(Location location, String source, Object value) implements Node {
    /** The value of {@code null}. */
    public static final Object NULL =
            new Object() {
                @Override
                public String toString() {
                    return "null";
                }
            };

    /**
     * A text.
     *
     * @param location where it stands
     * @param text the text
     * @return the value
     */
    public static Scalar text(Location location, String text) {
        return new Scalar(location, text, text);
    }

    /**
     * A whole number.
     *
     * @param location where it stands
     * @param number the number
     * @return the value
     */
    public static Scalar number(Location location, long number) {
        return new Scalar(location, Long.toString(number), BigInteger.valueOf(number));
    }

    /**
     * A truth value.
     *
     * @param location where it stands
     * @param truth the truth value
     * @return the value
     */
    public static Scalar truth(Location location, boolean truth) {
        return new Scalar(location, Boolean.toString(truth), truth);
    }

    /**
     * Whether there is no value.
     *
     * @return {@code true} for {@code null}
     */
    public boolean isNull() {
        return value == NULL;
    }

    /**
     * The value where a text is wanted: numbers in decimal without an exponent, {@code true} and
     * {@code false} as {@code 1} and {@code 0}, a date as it was written, nothing as the empty
     * text.
     *
     * @return the text
     */
    public String text() {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth ? "1" : "0";
            case Double number when Double.isFinite(number) ->
                    new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
            case BigInteger number -> number.toString();
            default -> isNull() ? "" : source;
        };
    }

    /**
     * The value where anything is taken and dates are not known.
     *
     * @return RFC 3339 for a date, otherwise {@link #text}
     */
    public String moment() {
        return value instanceof PlainScalar.Timestamp timestamp ? timestamp.text() : text();
    }

    String valueKind() {
        return switch (value) {
            case String _ -> "a text";
            case Boolean _ -> "a truth value";
            case BigInteger _, Double _ -> "a number";
            case PlainScalar.Timestamp _ -> "a date";
            default -> "nothing";
        };
    }

    /** The kind, so that a secret does not reach a log. */
    @Override
    public String toString() {
        return valueKind() + " at " + location;
    }
}
