package io.gost.plugin.udp;

import io.gost.spi.Options;
import io.gost.spi.support.PeerChannels.Life;
import io.gost.spi.support.PeerChannels.Limits;
import io.gost.spi.support.PeerQueues;

import java.time.Duration;

/**
 * The keys of listener {@code udp}.
 *
 * @param keepalive whether a session goes on after its first reply
 * @param stateless whether every datagram is a session of its own
 * @param queues what may wait
 * @param maxSessions sessions at the same time
 */
record UdpOptions(boolean keepalive, boolean stateless, PeerQueues queues, int maxSessions) {
    private static final PeerQueues QUEUES =
            new PeerQueues(Duration.ofSeconds(5), 1_024, 4_096, 128);
    private static final int MAX_SESSIONS = 16_384;

    static UdpOptions read(Options options) {
        int maxSessions =
                options.integer("maxSessions")
                        .help("sessions at once; a new one ends the longest silent one")
                        .orElseIfZero(MAX_SESSIONS);
        return new UdpOptions(
                options.bool("keepalive")
                        .help("sessions go on after their first reply")
                        .orElse(false),
                options.bool("stateless")
                        .help("every datagram is a session of its own")
                        .orElse(false),
                PeerQueues.read(options, QUEUES),
                maxSessions > 0 ? maxSessions : MAX_SESSIONS);
    }

    /** The bounds of the sessions. */
    Limits limits() {
        Life life =
                stateless ? Life.ONE_DATAGRAM : keepalive ? Life.CONVERSATION : Life.FIRST_REPLY;
        return queues.limits(life, maxSessions);
    }
}
