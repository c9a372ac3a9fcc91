package com.example.sample;

import io.gost.spi.Options;

import java.time.Duration;

/** What the metadata say: reading a key is declaring it. */
record SampleOptions(Duration readTimeout) {
    static SampleOptions read(Options options) {
        return new SampleOptions(
                options.duration("readTimeout")
                        .help("time to wait for the node's answer; 0 for as long as the route may")
                        .orElse(Duration.ZERO));
    }
}
