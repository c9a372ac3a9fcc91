package io.gost.plugin.quic;

import io.gost.spi.GostException;

/** Knows the streams of one connection. Called on its event loop. */
interface StreamLedger {
    /** A stream begins. */
    void opened(StreamCarrier carrier);

    /**
     * A stream is over. Called once for each.
     *
     * @param inOrder whether the peer ended its side with FIN
     */
    void closed(StreamCarrier carrier, boolean inOrder);

    /** How long a FIN has to keep away from the bytes before it, in milliseconds. */
    long pauseBeforeEnd();

    /** Why streams break now: what is known about the connection's end. */
    GostException failure();
}
