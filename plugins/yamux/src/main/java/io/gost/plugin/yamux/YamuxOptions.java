package io.gost.plugin.yamux;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * What a session is tuned by.
 *
 * @param keepAlive whether pings are sent and a peer that does not answer is given up
 * @param keepAliveInterval time between pings
 * @param maxStreamWindow how much may wait in one stream, in bytes
 * @param maxReceiveBuffer how much may wait in all streams before nothing more is read, in bytes
 */
record YamuxOptions(
        boolean keepAlive, Duration keepAliveInterval, int maxStreamWindow, int maxReceiveBuffer) {
    /** The window that every stream begins with. */
    static final int INITIAL_WINDOW = 256 << 10;

    static YamuxOptions read(Options options) {
        return new YamuxOptions(
                !options.bool("mux.keepaliveDisabled")
                        .help("send no pings and never give up a silent peer")
                        .orElse(false),
                options.duration("mux.keepaliveInterval")
                        .help("time between pings; an answer is awaited for 10 s")
                        .atLeast(Duration.ofMillis(1))
                        .orElseIfZero(Duration.ofSeconds(30)),
                options.bytes("mux.maxStreamWindow")
                        .help("receive window of a stream")
                        .atLeast(INITIAL_WINDOW)
                        .orElseIfZero(INITIAL_WINDOW),
                options.bytes("mux.maxReceiveBuffer")
                        .help("how much may wait in a session before it stops reading")
                        .atLeast(1)
                        .orElseIfZero(64 << 20));
    }
}
