package io.gost.spi.support;

import java.io.EOFException;

/**
 * What a failed handshake was caused by when the peer has just left. Port scanners and health
 * checks do so all the time, which is nobody's error.
 */
final class EndOfInput extends EOFException {
    static final EndOfInput INSTANCE = new EndOfInput();

    private static final long serialVersionUID = 1L;

    private EndOfInput() {
        super("end of input");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        // The same for everybody, everywhere.
        return this;
    }
}
