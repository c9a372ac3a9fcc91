package io.gost.runtime.config.document;

/**
 * One thing that is wrong, or worth a second look, in a configuration.
 *
 * @param severity how bad it is
 * @param location where it was written
 * @param path the key, for example {@code services[0].handler.retries}; empty for the whole
 *     document
 * @param message the value seen and the value wanted; never a secret
 */
public record Diagnostic(Severity severity, Location location, String path, String message) {
    /** How bad it is. */
    public enum Severity {
        /** The configuration works, though perhaps not as meant. */
        WARNING,
        /** The configuration is refused. */
        ERROR
    }

    /**
     * The finding without its severity, for logs, which have their own.
     *
     * @return {@code gost.yml:14:7: services[0].handler.retries: …}
     */
    public String text() {
        return location + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }

    /** One line: the text, with {@code warning:} in front of a warning. */
    @Override
    public String toString() {
        return severity == Severity.WARNING ? "warning: " + text() : text();
    }
}
