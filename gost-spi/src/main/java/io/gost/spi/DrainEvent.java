package io.gost.spi;

/**
 * A user event in a client's pipeline: the service stops and waits for its clients to finish.
 *
 * <p>A handler whose client may send one request after another ends the session if none is under
 * way, or else behind the answer to the last one. Handlers that serve one request need not care:
 * what they are doing may go on until the time is over.
 */
@ProvidedByHost
public enum DrainEvent {
    /** The one event. */
    INSTANCE
}
