package com.example.sample;

import io.gost.spi.Options;

import java.time.Duration;

/** What the metadata say: reading a key is declaring it. */
record SampleOptions(Duration readTimeout, Duration idleTimeout) {
    static SampleOptions read(Options options) {
        return new SampleOptions(
                options.duration("readTimeout")
                        .help("time to wait for the client's request")
                        .orElseIfZero(Duration.ofSeconds(15)),
                options.duration("idleTimeout")
                        .help("ends a relay when nobody said anything for so long; 0 for never")
                        .orElse(Duration.ZERO));
    }
}
