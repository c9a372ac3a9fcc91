package io.gost.spi;

import java.util.Objects;

/**
 * A password, token or key that must never be printed.
 *
 * <p>{@link #toString()} is {@code ****} whatever the value, so a secret cannot reach a log line or
 * an error message by way of string concatenation or a record's {@code toString}.
 */
public final class Secret {
    /** The secret of no characters. */
    public static final Secret EMPTY = new Secret("");

    private final String value;

    private Secret(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /**
     * Wraps a value.
     *
     * @param value the secret text, possibly empty
     * @return the secret
     */
    public static Secret of(String value) {
        return value.isEmpty() ? EMPTY : new Secret(value);
    }

    /**
     * The value itself. Call it only where the bytes go on the wire or into a comparison.
     *
     * @return the secret text
     */
    public String reveal() {
        return value;
    }

    /**
     * Whether the secret has no characters.
     *
     * @return {@code true} for the empty secret
     */
    public boolean isEmpty() {
        return value.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }
}
