package io.gost.spi;

import java.net.SocketAddress;

/** How it stands with a listener that may lose its address and bind it again by itself. */
public sealed interface ListenerStatus {
    /**
     * Connections are accepted.
     *
     * @param address where
     */
    record Listening(SocketAddress address) implements ListenerStatus {}

    /**
     * Nobody can connect now; the listener goes on trying.
     *
     * @param reason what went wrong the last time
     */
    record Waiting(GostException reason) implements ListenerStatus {}
}
