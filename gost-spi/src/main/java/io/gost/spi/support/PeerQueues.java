package io.gost.spi.support;

import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels.Life;
import io.gost.spi.support.PeerChannels.Limits;

import java.time.Duration;

/**
 * How much may wait for each peer of a listener of datagrams, as its metadata say it.
 *
 * @param ttl ends a session on which nothing was sent for so long
 * @param backlog new sessions that nobody has read from yet
 * @param bufferSize bytes that a session's queue has room for, per datagram
 * @param queueSize datagrams that wait in a session's queue
 */
public record PeerQueues(Duration ttl, int backlog, int bufferSize, int queueSize) {
    /** What a queued datagram costs besides its bytes. */
    private static final int OVERHEAD = 64;

    private static final int LARGEST_DATAGRAM = 65_535;

    /**
     * Reads the keys. Values below one are the defaults, as in GOST.
     *
     * @param options the listener's metadata
     * @param defaults what absent keys mean
     * @return the options
     */
    public static PeerQueues read(Options options, PeerQueues defaults) {
        Duration ttl =
                options.duration("ttl", "keepalive.ttl")
                        .help("end a session on which nothing was sent either way for so long")
                        .orElseIfZero(defaults.ttl);
        return new PeerQueues(
                ttl.isPositive() ? ttl : defaults.ttl,
                positive(
                        options.integer("backlog")
                                .help("new sessions whose target is not reached yet")
                                .orElseIfZero(defaults.backlog),
                        defaults.backlog),
                positive(
                        options.bytes("readBufferSize", "udp.bufferSize")
                                .help("room in a session's queue for each datagram")
                                .orElseIfZero(defaults.bufferSize),
                        defaults.bufferSize),
                positive(
                        options.integer("readQueueSize", "recvQueueSize")
                                .help("datagrams that wait in a session's queue")
                                .orElseIfZero(defaults.queueSize),
                        defaults.queueSize));
    }

    /**
     * The bounds of the sessions; a queue always has room for the largest datagram.
     *
     * @param life what a session is
     * @param sessions at the same time
     * @return the bounds
     */
    public Limits limits(Life life, int sessions) {
        long bytes = (long) queueSize * (bufferSize + OVERHEAD);
        return new Limits(
                ttl,
                life,
                backlog,
                queueSize,
                Math.clamp(bytes, LARGEST_DATAGRAM + OVERHEAD, Integer.MAX_VALUE),
                sessions);
    }

    private static int positive(int value, int otherwise) {
        return value > 0 ? value : otherwise;
    }
}
