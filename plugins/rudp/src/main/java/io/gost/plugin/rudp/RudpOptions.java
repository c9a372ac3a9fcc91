package io.gost.plugin.rudp;

import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels;

import java.time.Duration;

/**
 * The keys of listener {@code rudp}.
 *
 * @param ttl ends a session on which nothing was sent for so long
 * @param bufferSize bytes that a session's queue has room for, per datagram
 * @param queueSize datagrams that wait in a session's queue
 * @param backlog new sessions whose target is not reached yet
 */
record RudpOptions(Duration ttl, int bufferSize, int queueSize, int backlog) {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final int BUFFER_SIZE = 8_192;
    private static final int QUEUE_SIZE = 1_024;
    private static final int BACKLOG = 128;
    private static final int MOST_SESSIONS = 16_384;

    /** What a queued datagram costs besides its bytes. */
    private static final int OVERHEAD = 64;

    private static final int LARGEST_DATAGRAM = 65_535;

    static RudpOptions read(Options options) {
        Duration ttl =
                options.duration("ttl")
                        .help("end a session on which nothing was sent either way for so long")
                        .orElseIfZero(TTL);
        return new RudpOptions(
                ttl.isPositive() ? ttl : TTL,
                positive(
                        options.bytes("readBufferSize")
                                .help("room in a session's queue for each datagram")
                                .orElseIfZero(BUFFER_SIZE),
                        BUFFER_SIZE),
                positive(
                        options.integer("readQueueSize")
                                .help("datagrams that wait in a session's queue")
                                .orElseIfZero(QUEUE_SIZE),
                        QUEUE_SIZE),
                positive(
                        options.integer("backlog")
                                .help("new sessions whose target is not reached yet")
                                .orElseIfZero(BACKLOG),
                        BACKLOG));
    }

    /** The bounds of the sessions; a queue always has room for the largest datagram. */
    PeerChannels.Limits limits() {
        long bytes = (long) queueSize * (bufferSize + OVERHEAD);
        return new PeerChannels.Limits(
                ttl,
                PeerChannels.Life.CONVERSATION,
                backlog,
                queueSize,
                Math.clamp(bytes, LARGEST_DATAGRAM + OVERHEAD, Integer.MAX_VALUE),
                MOST_SESSIONS);
    }

    private static int positive(int value, int otherwise) {
        return value > 0 ? value : otherwise;
    }
}
