package com.example.sample;

import io.gost.spi.Options;

/** What the metadata say: reading a key is declaring it. */
record SampleOptions(int first) {
    static SampleOptions read(Options options) {
        return new SampleOptions(
                options.integer("first")
                        .atLeast(1)
                        .help("how many candidates share the requests")
                        .orElse(2));
    }
}
