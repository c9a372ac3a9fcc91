package io.gost.runtime.web;

import java.time.Duration;

/**
 * What one client, and all clients together, can make a server keep.
 *
 * @param body longest body of a request, in bytes
 * @param bodies longest of all bodies that are being received together, in bytes
 * @param connections most connections; more are closed at once
 * @param request time for a request to arrive, and for a client to begin the next one
 * @param answer time for a client to take an answer
 * @param linger time for a client that was refused to notice
 */
record WebLimits(
        int body,
        long bodies,
        int connections,
        Duration request,
        Duration answer,
        Duration linger) {
    /** As served. */
    static final WebLimits DEFAULT =
            new WebLimits(
                    8 * 1024 * 1024,
                    64L * 1024 * 1024,
                    256,
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(2));

    /** Longest request line. */
    static final int LINE = 8 * 1024;

    /** Longest header block. */
    static final int HEADERS = 16 * 1024;
}
