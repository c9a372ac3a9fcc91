package io.gost.spi.example;

import io.gost.spi.Options;

import java.time.Duration;

/** The options of {@code line}: one record, one place where keys are read. */
record LineOptions(Duration readTimeout, Duration idleTimeout) {
    static LineOptions read(Options options) {
        return new LineOptions(
                options.duration("readTimeout", "read.timeout")
                        .help("time to wait for the client's request")
                        .orElseIfZero(Duration.ofSeconds(15)),
                options.duration("idleTimeout")
                        .help("ends a relay when nobody said anything for so long; 0 for never")
                        .orElse(Duration.ZERO));
    }
}
