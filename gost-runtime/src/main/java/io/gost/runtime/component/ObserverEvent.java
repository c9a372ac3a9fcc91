package io.gost.runtime.component;

import org.jspecify.annotations.Nullable;

/**
 * Something that an {@link Observer} is told.
 *
 * @param kind what it is about
 * @param service the service's name
 * @param client whose statistics these are; empty for nobody's in particular
 * @param stats statistics, or {@code null} for an event about the state
 * @param status the state, or {@code null} for statistics
 */
public record ObserverEvent(
        Kind kind, String service, String client, @Nullable Stats stats, @Nullable Status status) {
    /** What an event is about. */
    public enum Kind {
        /** A whole service. */
        SERVICE,
        /** One client of a service. */
        HANDLER
    }

    /**
     * Counters.
     *
     * @param totalConns connections so far
     * @param currentConns connections open
     * @param inputBytes bytes read
     * @param outputBytes bytes written
     * @param totalErrs connections that failed
     */
    public record Stats(
            long totalConns,
            long currentConns,
            long inputBytes,
            long outputBytes,
            long totalErrs) {}

    /**
     * A state.
     *
     * @param state such as {@code ready}
     * @param msg the same in words
     */
    public record Status(String state, String msg) {}

    /** A service has changed its state. */
    public static ObserverEvent status(String service, String state, String message) {
        return new ObserverEvent(Kind.SERVICE, service, "", null, new Status(state, message));
    }
}
