package io.gost.spi;

import java.util.List;

/**
 * What a plugin declared about one key by reading it: the single source of {@code plugins
 * describe}, the JSON Schema, shell completion and the key tables in the READMEs.
 *
 * @param names canonical spelling first, then aliases; never empty
 * @param type the kind of value, such as {@code duration} or {@code bool}
 * @param defaultText the default as a user would write it; empty when there is none
 * @param wanted bounds or allowed values in words; empty when any value of the type will do
 * @param help one sentence for people; possibly empty
 * @param required whether the key must be given
 */
public record OptionSpec(
        List<String> names,
        String type,
        String defaultText,
        String wanted,
        String help,
        boolean required) {
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
