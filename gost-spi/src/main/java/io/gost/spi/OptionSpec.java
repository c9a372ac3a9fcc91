package io.gost.spi;

import java.util.List;

/**
 * What a plugin declared about one key by reading it: the single source of {@code plugins
 * describe}, the JSON Schema, shell completion and the key tables in the READMEs.
 *
 * @param names canonical spelling first, then aliases; never empty
 * @param type the kind of value, such as {@code duration} or {@code bool}
 * @param defaultText the default as a user would write it; empty when there is none
 * @param bounds which values of the type will do
 * @param help one sentence for people; possibly empty
 * @param required whether the key must be given
 * @param available whether the key does anything: {@code false} for the key of a feature that this
 *     version does not have, which is refused when it asks for it
 */
public record OptionSpec(
        List<String> names,
        String type,
        String defaultText,
        OptionBounds bounds,
        String help,
        boolean required,
        boolean available) {
    /** Copies the names. */
    public OptionSpec {
        names = List.copyOf(names);
    }

    /**
     * The spelling that documentation uses.
     *
     * @return the first name
     */
    public String name() {
        return names.getFirst();
    }

    /**
     * The bounds for people.
     *
     * @return bounds or allowed values in words; empty when any value of the type will do
     */
    public String wanted() {
        return bounds.words();
    }

    /**
     * What a bare number counts.
     *
     * @return {@code s}, {@code bytes}, or nothing for types without a unit
     */
    public String unit() {
        return switch (type) {
            case "duration" -> "s";
            case "size" -> "bytes";
            default -> "";
        };
    }

    /**
     * Whether this is a {@linkplain Options#family family} of keys with a common prefix.
     *
     * @return {@code true} when its name ends in a placeholder
     */
    public boolean isFamily() {
        return name().indexOf('<') >= 0;
    }

    /**
     * Whether a key that a user wrote is this one. A {@linkplain Options#family family}, whose name
     * ends in a placeholder in angle brackets, matches whatever begins with its prefix.
     *
     * @param key in any case
     * @return {@code true} when it is
     */
    public boolean matches(String key) {
        for (String name : names) {
            int placeholder = name.indexOf('<');
            if (placeholder < 0
                    ? name.equalsIgnoreCase(key)
                    : key.regionMatches(true, 0, name, 0, placeholder)) {
                return true;
            }
        }
        return false;
    }
}
