package io.gost.spi.support;

import java.io.EOFException;

/**
 * What a failed handshake was caused by when the peer has just left. Port scanners and health
 * checks do so all the time, which is nobody's error.
 */
final class EndOfInput extends EOFException {
    private static final long serialVersionUID = 1L;

    EndOfInput() {
        super("end of input");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // Happens once per scanner, and a trace would say nothing.
        return this;
    }
}
