package io.gost.plugin.yamux;

import io.gost.spi.support.CarriedStream;

/** A stream and its two windows. */
final class YamuxStream extends CarriedStream {
    private final YamuxSession session;
    private final int maxWindow;
    private final long openedAt;
    private long sendWindow = YamuxOptions.INITIAL_WINDOW;
    private long receiveWindow = YamuxOptions.INITIAL_WINDOW;
    private long unread;
    private boolean granted;
    private boolean reset;
    private boolean endsBehindPayload;

    YamuxStream(YamuxSession session, int id, int maxWindow, long openedAt) {
        super(session, id, maxWindow);
        this.session = session;
        this.maxWindow = maxWindow;
        this.openedAt = openedAt;
    }

    int number() {
        return streamId();
    }

    /** What the peer is told of a larger window when the stream begins. */
    int firstGrant() {
        receiveWindow = maxWindow;
        return maxWindow - YamuxOptions.INITIAL_WINDOW;
    }

    /** When it began, on the event loop's clock. */
    long openedAt() {
        return openedAt;
    }

    boolean hasSentEnd() {
        return endSent();
    }

    boolean hasReceivedEnd() {
        return endReceived();
    }

    /** The peer has accepted the stream. */
    void acknowledge() {
        answered();
    }

    /** The peer wants nothing more to do with the stream. */
    void reset() {
        reset = true;
    }

    boolean isReset() {
        return reset;
    }

    /** The peer's FIN, in a frame with data or without. */
    void finish(boolean behindPayload) {
        if (behindPayload) {
            endsBehindPayload = true;
        } else {
            end();
        }
    }

    void payloadEnded() {
        if (endsBehindPayload) {
            end();
        }
    }

    /** Takes a frame's length off the window; {@code false} when there is not so much left. */
    boolean expect(long length) {
        if (length > receiveWindow) {
            return false;
        }
        receiveWindow -= length;
        unread += length;
        return true;
    }

    /** How much the peer may still send without being granted anything. */
    long receiveWindow() {
        return receiveWindow;
    }

    /** The peer grants credit. */
    void grant(long delta) {
        answered();
        granted = true;
        sendWindow = Math.min(sendWindow + delta, Integer.MAX_VALUE);
        resume();
    }

    @Override
    protected int credit() {
        return (int) sendWindow;
    }

    @Override
    protected void spent(int bytes) {
        sendWindow -= bytes;
    }

    @Override
    protected void taken(int bytes) {
        unread -= bytes;
        long delta = maxWindow - unread - receiveWindow;
        if (delta >= maxWindow / 2 && !endReceived() && isOpen()) {
            receiveWindow += delta;
            session.grant(this, (int) delta);
        }
    }

    @Override
    protected boolean isAbandoned() {
        boolean stuck = sendWindow <= 0 && !granted;
        granted = false;
        return stuck;
    }
}
