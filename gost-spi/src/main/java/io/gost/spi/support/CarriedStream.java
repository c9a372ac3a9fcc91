package io.gost.spi.support;

import io.gost.spi.GostException;
import io.netty.buffer.ByteBuf;

import java.io.IOException;

/**
 * One stream of a {@link CarrierSession}: a {@link VirtualChannel} whose bytes travel in frames. A
 * subclass keeps what its protocol knows about a stream, first of all the credit that the peer has
 * granted.
 */
public abstract class CarriedStream extends VirtualChannel {
    private final CarrierSession<?> session;
    private final int streamId;
    private boolean waiting;
    private boolean endSent;
    private boolean endReceived;
    private boolean suspected;
    private boolean unanswered;
    private int held;

    /**
     * Makes a stream.
     *
     * @param session what carries it
     * @param streamId its number in frames
     * @param inboundBound how many bytes may wait for the owner to read them
     */
    protected CarriedStream(CarrierSession<?> session, int streamId, int inboundBound) {
        super(session.carrier(), Kind.STREAM, inboundBound);
        this.session = session;
        this.streamId = streamId;
    }

    /**
     * Its number in frames.
     *
     * @return the id, all 32 bits of it
     */
    protected final int streamId() {
        return streamId;
    }

    /**
     * Whether our end has been told.
     *
     * @return {@code true} once nothing more will be sent
     */
    protected final boolean endSent() {
        return endSent;
    }

    /**
     * Whether the peer's end has come.
     *
     * @return {@code true} once nothing more will be received
     */
    protected final boolean endReceived() {
        return endReceived;
    }

    /**
     * How much the peer lets us send now.
     *
     * @return bytes; 0 or less when the peer has to grant more first. The subclass calls {@link
     *     #resume} then
     */
    protected abstract int credit();

    /**
     * So much was sent.
     *
     * @param bytes 1 or more
     */
    protected abstract void spent(int bytes);

    /**
     * Asked from time to time when the peer has ended its output: whether it shows that it does not
     * take ours either, so that the stream is to be closed.
     *
     * @return {@code true} when nothing speaks for a peer that listens
     */
    protected abstract boolean isAbandoned();

    /**
     * The owner of the stream took bytes out of it: time to tell the peer, perhaps.
     *
     * @param bytes 1 or more
     */
    protected abstract void taken(int bytes);

    /** The peer has spoken of the stream: sent data, the end or credit for it. */
    protected final void answered() {
        if (unanswered) {
            unanswered = false;
            session.answered(this);
        }
    }

    /**
     * The peer ends its output.
     *
     * @return {@code false} when it had done so before
     */
    protected final boolean end() {
        if (endReceived) {
            return false;
        }
        endReceived = true;
        answered();
        session.watch(this);
        receiveEnd();
        return true;
    }

    @Override
    protected final boolean send(ByteBuf message) throws IOException {
        while (message.isReadable()) {
            if (session.hasEnded()) {
                throw new IOException("the session has ended");
            }
            int length =
                    Math.min(
                            Math.min(credit(), session.framing().largest()),
                            message.readableBytes());
            if (length <= 0 || !session.output().mayWrite(this)) {
                return false;
            }
            session.sendData(this, message, length);
            spent(length);
        }
        return true;
    }

    @Override
    protected final void sendComplete() {
        if (!session.hasEnded()) {
            session.output().flushSoon();
        }
    }

    @Override
    protected final void sendEnd() {
        if (!endSent && !session.hasEnded()) {
            endSent = true;
            session.sendEnd(this);
        }
    }

    @Override
    protected final void consumed(int bytes) {
        held -= bytes;
        session.taken(bytes);
        if (!session.hasEnded()) {
            taken(bytes);
        }
    }

    @Override
    protected final void detach() {
        if (held > 0) {
            session.taken(held);
        }
        session.remove(this);
    }

    @Override
    protected void endDelivered() {
        if (session.hasEnded()) {
            close();
        }
    }

    /** What arrives for this stream. */
    final boolean deliver(ByteBuf piece) {
        answered();
        held += piece.readableBytes();
        return receive(piece);
    }

    /** Somebody waits for the peer's first word. */
    final void awaitAnswer() {
        unanswered = true;
    }

    /** Closes the stream when nobody has been listening twice in a row. */
    final void suspect() {
        if (suspected && isAbandoned()) {
            close();
        }
        suspected = true;
    }

    /** Nothing can be sent any more, and nothing new will come. */
    final void sessionEnded(GostException cause) {
        if (!endReceived || isInputShutdown()) {
            fail(cause);
        }
    }

    final boolean isWaiting() {
        return waiting;
    }

    final void setWaiting(boolean inLine) {
        waiting = inLine;
    }
}
