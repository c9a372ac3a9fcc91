package io.gost.spi;

import java.time.Duration;

/**
 * Options of TCP sockets, with GOST's keys and defaults. TCP_NODELAY is always on, and so is TCP
 * keep-alive: after 15 s of silence, every 15 s, nine times.
 *
 * @param keepAliveIdle silence before the first probe; negative leaves the system's setting
 * @param keepAliveInterval time between probes; negative leaves the system's setting
 * @param keepAliveCount unanswered probes before the connection is dead; negative leaves the
 *     system's setting
 * @param reusePort whether several sockets may listen on one port
 * @param multipath whether to ask for Multipath TCP where the system has it
 */
public record SocketOptions(
        Duration keepAliveIdle,
        Duration keepAliveInterval,
        int keepAliveCount,
        boolean reusePort,
        boolean multipath) {
    private static final Duration PROBE = Duration.ofSeconds(15);
    private static final int PROBES = 9;

    /** Everything as GOST has it when no key is given. */
    public static final SocketOptions DEFAULT =
            new SocketOptions(PROBE, PROBE, PROBES, false, false);

    /**
     * Reads the keys of a listener.
     *
     * @param options the listener's metadata
     * @return keep-alive, {@code reuseport} and {@code mptcp}
     */
    public static SocketOptions ofListener(Options options) {
        SocketOptions keepAlive = ofDialer(options);
        return new SocketOptions(
                keepAlive.keepAliveIdle,
                keepAlive.keepAliveInterval,
                keepAlive.keepAliveCount,
                options.bool("reuseport")
                        .help("let several sockets listen on the port")
                        .orElse(false),
                options.bool("mptcp")
                        .help("ask for Multipath TCP where the system has it")
                        .orElse(false));
    }

    /**
     * Reads the keys of a dialer.
     *
     * @param options the dialer's metadata
     * @return keep-alive
     */
    public static SocketOptions ofDialer(Options options) {
        return ofDialer(options, "");
    }

    /**
     * Reads the keys of a dialer whose own {@code keepalive} means something else.
     *
     * @param options the dialer's metadata
     * @param prefix what the keys begin with, such as {@code tcp.}
     * @return keep-alive
     */
    public static SocketOptions ofDialer(Options options, String prefix) {
        boolean tuned =
                options.bool(prefix + "keepalive")
                        .help("apply the three " + prefix + "keepalive.* values")
                        .orElse(false);
        Duration idle =
                options.duration(prefix + "keepalive.idle")
                        .help(
                                "silence before the first TCP keep-alive probe; negative leaves the"
                                        + " system's setting")
                        .orElseIfZero(PROBE);
        Duration interval =
                options.duration(prefix + "keepalive.interval")
                        .help(
                                "time between TCP keep-alive probes; negative leaves the system's"
                                        + " setting")
                        .orElseIfZero(PROBE);
        int count =
                options.integer(prefix + "keepalive.count")
                        .help(
                                "unanswered TCP keep-alive probes before the connection is dead;"
                                        + " negative leaves the system's setting")
                        .orElseIfZero(PROBES);
        return tuned ? new SocketOptions(idle, interval, count, false, false) : DEFAULT;
    }
}
