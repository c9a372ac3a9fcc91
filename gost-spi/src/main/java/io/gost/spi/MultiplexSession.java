package io.gost.spi;

import io.netty.channel.Channel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One connection that carries streams. It ends with its connection, or when its peer is found dead;
 * all its streams end with it.
 *
 * <p><b>Threads.</b> Every method may be called from any thread.
 */
@ImplementedByPlugin
public interface MultiplexSession {
    /**
     * Opens a stream. Most protocols do not wait for the peer's consent: a stream that is open may
     * still be refused, and closes then.
     *
     * @return a parked stream channel, owned by the caller, completed on the session's event loop;
     *     fails with {@code UNREACHABLE} when the session has ended and with {@code LIMIT} when it
     *     has no room
     */
    CompletionStage<Channel> open();

    /**
     * Opens a stream for somebody who does not wait for ever. When the peer says nothing at all for
     * so long, on whatever stream, although a living one would have answered or shown life by then,
     * the stream fails with {@code TIMEOUT} and the session retires. A stream that the peer has
     * answered is as any other.
     *
     * @param patience zero or negative for no limit
     * @return as {@link #open()}
     */
    default CompletionStage<Channel> open(Duration patience) {
        return open();
    }

    /**
     * Whether streams can be opened at all.
     *
     * @return {@code false} once the session has ended, is ending or has run out of stream ids
     */
    boolean isOpen();

    /**
     * Whether one more stream can be opened now.
     *
     * @return {@code false} while there are as many streams as the peer or the protocol allows, and
     *     while the streams that are there hold up the whole session, so that one more would wait
     *     for them
     */
    default boolean hasRoom() {
        return isOpen();
    }

    /**
     * How many streams there are, whoever opened them.
     *
     * @return zero or more
     */
    int streams();

    /**
     * How much has come from the peer: any sign of life counts. A stream that waits for an answer
     * while this does not change waits for a peer that may be dead.
     *
     * @return a number that grows with whatever arrives
     */
    long received();

    /**
     * The end of the session.
     *
     * @return completes, and never fails, when the connection is closed
     */
    CompletionStage<Void> closed();

    /**
     * Opens no further streams, and ends the session when the last one has ended. A stream that the
     * peer opens until then is taken as before: the peer knows nothing of it. Idempotent.
     */
    void retire();

    /** Ends the session and all its streams. Idempotent. */
    void close();
}
