package io.gost.plugin.smux;

import io.gost.spi.GoDuration;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Options;

import java.time.Duration;

/**
 * What a session is tuned by.
 *
 * @param version 1 or 2, the same on both sides
 * @param keepAlive whether NOPs are sent and a silent peer is given up
 * @param keepAliveInterval time between NOPs
 * @param keepAliveTimeout silence after which the peer is dead
 * @param maxFrameSize the largest payload sent in one frame, in bytes
 * @param maxReceiveBuffer how much may wait in one session before it stops reading, in bytes
 * @param maxStreamBuffer the window of a stream in version 2, in bytes
 */
record SmuxOptions(
        int version,
        boolean keepAlive,
        Duration keepAliveInterval,
        Duration keepAliveTimeout,
        int maxFrameSize,
        int maxReceiveBuffer,
        int maxStreamBuffer) {
    private static final int LARGEST_FRAME = 65_535;

    static SmuxOptions read(Options options) {
        return new SmuxOptions(
                options.integer("mux.version")
                        .help("version of smux, the same on both sides")
                        .between(1, 2)
                        .orElseIfZero(1),
                !options.bool("mux.keepaliveDisabled")
                        .help("send no NOPs and never give up a silent peer")
                        .orElse(false),
                options.duration("mux.keepaliveInterval")
                        .help("time between NOPs")
                        .atLeast(Duration.ofMillis(1))
                        .orElseIfZero(Duration.ofSeconds(10)),
                options.duration("mux.keepaliveTimeout")
                        .help("silence after which the peer is dead; at least the interval")
                        .atLeast(Duration.ofMillis(1))
                        .orElseIfZero(Duration.ofSeconds(30)),
                options.bytes("mux.maxFrameSize")
                        .help("largest payload sent in one frame")
                        .between(1, LARGEST_FRAME)
                        .orElseIfZero(32 << 10),
                options.bytes("mux.maxReceiveBuffer")
                        .help("how much may wait in a session before it stops reading")
                        .atLeast(1)
                        .orElseIfZero(4 << 20),
                options.bytes("mux.maxStreamBuffer")
                        .help("version 2: window of a stream; at most the receive buffer")
                        .atLeast(1)
                        .orElseIfZero(64 << 10));
    }

    /** Refuses values that contradict each other. */
    void check(String path) {
        if (keepAlive && keepAliveTimeout.compareTo(keepAliveInterval) < 0) {
            throw new GostException(
                    Category.CONFIG,
                    "%s.metadata.mux.keepaliveTimeout: %s is less than the interval of %s"
                            .formatted(
                                    path,
                                    GoDuration.format(keepAliveTimeout),
                                    GoDuration.format(keepAliveInterval)));
        }
        if (maxStreamBuffer > maxReceiveBuffer) {
            throw new GostException(
                    Category.CONFIG,
                    "%s.metadata.mux.maxStreamBuffer: %d is more than the receive buffer of %d bytes"
                            .formatted(path, maxStreamBuffer, maxReceiveBuffer));
        }
    }
}
