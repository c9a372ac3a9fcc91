package io.gost.plugin.smux;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.support.CarriedStream;

/**
 * A stream and, in version 2, its two windows. Counters of bytes are modulo 2³², as on the wire.
 *
 * <p>FIN means that the sender has closed the stream: it takes nothing any more. So a stream of
 * version 1 is closed once its owner has seen the end. Version 2 can tell more: a peer that grants
 * credit behind its FIN has closed its output only, and an answer still reaches it. Implementations
 * that know nothing of this ignore the update, and the second FIN that is the stream's real end.
 */
final class SmuxStream extends CarriedStream {
    /** What may be sent before the peer grants anything. */
    private static final int INITIAL_WINDOW = 256 << 10;

    private final SmuxSession session;
    private final int version;
    private final int window;
    private boolean listened;
    private int sent;
    private int peerConsumed;
    private int peerWindow = INITIAL_WINDOW;
    private int read;
    private int readSinceUpdate;

    SmuxStream(SmuxSession session, int id, SmuxOptions options) {
        super(session, id, bound(options));
        this.session = session;
        this.version = options.version();
        this.window = options.maxStreamBuffer();
    }

    /** Version 1 bounds the session alone. */
    private static int bound(SmuxOptions options) {
        return options.version() == 1
                ? Integer.MAX_VALUE
                : Math.max(INITIAL_WINDOW, options.maxStreamBuffer());
    }

    int number() {
        return streamId();
    }

    /** Whether the peer knows that this stream is closed. */
    boolean isKnownClosed() {
        return endSent() && (version == 1 || endReceived());
    }

    @Override
    protected int credit() {
        int inFlight = sent - peerConsumed;
        return version == 1
                ? Integer.MAX_VALUE
                : Math.clamp((long) peerWindow - inFlight, 0, Integer.MAX_VALUE);
    }

    @Override
    protected void spent(int bytes) {
        sent += bytes;
    }

    /** The peer grants credit; {@code false} when it claims to have read more than was sent. */
    boolean grant(int consumed, int newWindow) {
        if (sent - consumed < 0) {
            return false;
        }
        answered();
        listened = endReceived();
        peerConsumed = consumed;
        peerWindow = newWindow;
        resume();
        return true;
    }

    /** The peer's FIN. A second one says that it does not even listen any more. */
    void finish() {
        if (!end()) {
            fail(new GostException(Category.UNREACHABLE, "the peer closed the stream"));
        }
    }

    @Override
    protected boolean isAbandoned() {
        return version == 2 && !listened;
    }

    @Override
    protected void taken(int bytes) {
        if (version == 1) {
            return;
        }
        boolean first = read == 0;
        read += bytes;
        readSinceUpdate += bytes;
        if (first || readSinceUpdate >= window / 2) {
            update();
        }
    }

    /** Behind our FIN, an update says that its sender still listens. */
    void listen() {
        if (version == 2 && isOpen() && !endReceived()) {
            update();
        }
    }

    private void update() {
        readSinceUpdate = 0;
        session.update(this, read, window);
    }

    @Override
    protected void endDelivered() {
        if (version == 1) {
            close();
        }
        super.endDelivered();
    }
}
