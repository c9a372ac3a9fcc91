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

    /** One line: {@code gost.yml:14:7: services[0].handler.retries: …}. */
    @Override
    public String toString() {
        String prefix = severity == Severity.WARNING ? "warning: " : "";
        String subject = path.isEmpty() ? "" : path + ": ";
        return prefix + location + ": " + subject + message;
    }
}
