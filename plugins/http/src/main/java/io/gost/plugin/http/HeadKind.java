package io.gost.plugin.http;

/** Which header section is read, and how strictly. */
enum HeadKind {
    /** From a client: whatever could be read in two ways is refused. */
    REQUEST,
    /**
     * From an origin or a proxy we chose: bare line feeds and folded lines are mended, since the
     * message is written anew anyway.
     */
    RESPONSE,
    /** The fields after a chunked body, as strict as a request. */
    TRAILERS;

    boolean hasStartLine() {
        return this != TRAILERS;
    }

    boolean isStrict() {
        return this != RESPONSE;
    }
}
