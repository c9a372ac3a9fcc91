package io.gost.runtime.net;

/** What the handlers behind a listening socket hear of it, as user events. */
public sealed interface AcceptEvent {
    /**
     * AcceptEvent fails; it will be tried again.
     *
     * @param reason what the system said
     */
    record Paused(String reason) implements AcceptEvent {}

    /** AcceptEvent is tried again. */
    record Resumed() implements AcceptEvent {}
}
