package io.gost.runtime.config.document;

/** Ends the reading of a document; never leaves this package. */
final class MalformedDocument extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Location location;

    MalformedDocument(Location location, String message) {
        super(message, null, false, false);
        this.location = location;
    }

    /** Tells the user. */
    void report(Diagnostics diagnostics) {
        diagnostics.error(location, "", String.valueOf(getMessage()));
    }
}
