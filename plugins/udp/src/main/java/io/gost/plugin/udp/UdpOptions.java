package io.gost.plugin.udp;

import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels.Life;
import io.gost.spi.support.PeerChannels.Limits;

import java.time.Duration;

/**
 * The keys of listener {@code udp}.
 *
 * @param keepalive whether a session goes on after its first reply
 * @param stateless whether every datagram is a session of its own
 * @param ttl ends a session on which nothing was sent for so long
 * @param backlog new sessions that nobody has read from yet
 * @param bufferSize bytes that a session's queue has room for, per datagram
 * @param queueSize datagrams that wait in a session's queue
 * @param maxSessions sessions at the same time
 */
record UdpOptions(
        boolean keepalive,
        boolean stateless,
        Duration ttl,
        int backlog,
        int bufferSize,
        int queueSize,
        int maxSessions) {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final int BACKLOG = 1_024;
    private static final int BUFFER_SIZE = 4_096;
    private static final int QUEUE_SIZE = 128;
    private static final int MAX_SESSIONS = 16_384;

    /** What a queued datagram costs besides its bytes. */
    private static final int OVERHEAD = 64;

    private static final int LARGEST_DATAGRAM = 65_535;

    static UdpOptions read(Options options) {
        Duration ttl =
                options.duration("ttl", "keepalive.ttl")
                        .help("end a session on which nothing was sent either way for so long")
                        .orElseIfZero(TTL);
        return new UdpOptions(
                options.bool("keepalive")
                        .help("sessions go on after their first reply")
                        .orElse(false),
                options.bool("stateless")
                        .help("every datagram is a session of its own")
                        .orElse(false),
                ttl.isPositive() ? ttl : TTL,
                positive(
                        options.integer("backlog")
                                .help("new sessions whose target is not reached yet")
                                .orElseIfZero(BACKLOG),
                        BACKLOG),
                positive(
                        options.bytes("readBufferSize", "udp.bufferSize")
                                .help("room in a session's queue for each datagram")
                                .orElseIfZero(BUFFER_SIZE),
                        BUFFER_SIZE),
                positive(
                        options.integer("readQueueSize", "recvQueueSize")
                                .help("datagrams that wait in a session's queue")
                                .orElseIfZero(QUEUE_SIZE),
                        QUEUE_SIZE),
                positive(
                        options.integer("maxSessions")
                                .help("sessions at once; a new one ends the longest silent one")
                                .orElseIfZero(MAX_SESSIONS),
                        MAX_SESSIONS));
    }

    /** The bounds of the sessions; a queue always has room for the largest datagram. */
    Limits limits() {
        Life life =
                stateless ? Life.ONE_DATAGRAM : keepalive ? Life.CONVERSATION : Life.FIRST_REPLY;
        long bytes = (long) queueSize * (bufferSize + OVERHEAD);
        return new Limits(
                ttl,
                life,
                backlog,
                queueSize,
                Math.clamp(bytes, LARGEST_DATAGRAM + OVERHEAD, Integer.MAX_VALUE),
                maxSessions);
    }

    /** Sizes below one are the default's, as in GOST. */
    private static int positive(int value, int otherwise) {
        return value > 0 ? value : otherwise;
    }
}
