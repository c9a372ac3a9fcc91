package com.example.tunnel;

import io.gost.spi.Options;

import java.time.Duration;

/** What the metadata say: reading a key is declaring it. */
record TunnelOptions(Duration readTimeout, String realm) {
    static TunnelOptions read(Options options) {
        return new TunnelOptions(
                options.duration("readTimeout")
                        .help("time to wait for the client's request")
                        .orElseIfZero(Duration.ofSeconds(15)),
                options.string("realm")
                        .check(realm -> !realm.contains("\""), "without quotes")
                        .help("what browsers show when they ask for a password")
                        .orElse("gost"));
    }
}
