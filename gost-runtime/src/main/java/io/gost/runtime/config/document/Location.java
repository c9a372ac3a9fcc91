package io.gost.runtime.config.document;

/**
 * Where a value was written.
 *
 * @param origin a file, a URL without credentials, {@code standard input}, or the flag or variable
 *     the value comes from
 * @param line counted from 1; 0 when the origin is just one line
 * @param column counted from 1; 0 when there is no line
 */
public record Location(String origin, int line, int column) {
    /**
     * A place in something that has no lines.
     *
     * @param origin its name
     * @return the place
     */
    public static Location of(String origin) {
        return new Location(origin, 0, 0);
    }

    /** {@code gost.yml:14:7}, or the origin alone. */
    @Override
    public String toString() {
        return line == 0 ? origin : origin + ":" + line + ":" + column;
    }
}
