package io.gost.runtime.plugin;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two numbers of a version that say what runs with what.
 *
 * @param major changes when something is removed
 * @param minor changes when something is added
 */
record ModuleVersion(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})(?:\\.(\\d{1,6}))?(?!\\d).*");

    /** Reads {@code 1.4.2-SNAPSHOT} as 1.4. Empty when the text does not begin with a number. */
    static Optional<ModuleVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int minor = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
        return Optional.of(new ModuleVersion(Integer.parseInt(matcher.group(1)), minor));
    }

    /** Whether what was built against another version runs with this one. */
    boolean runs(ModuleVersion builtAgainst) {
        return builtAgainst.major == major && builtAgainst.minor <= minor;
    }

    boolean isOlderThan(ModuleVersion other) {
        return major < other.major || (major == other.major && minor < other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
