package com.example.sample;

import io.gost.spi.Options;
import io.gost.spi.Secret;
import io.gost.spi.SocketOptions;

import java.time.Duration;

/** What the metadata say: reading a key is declaring it. */
record SampleOptions(SocketOptions sockets, Secret password, Duration handshakeTimeout) {
    static SampleOptions read(SocketOptions sockets, Options options) {
        return new SampleOptions(
                sockets,
                options.secret("password")
                        .help("what both sides have to know; none by default")
                        .orElse(Secret.EMPTY),
                options.duration("handshakeTimeout")
                        .help("time to wait for the other side's word")
                        .orElseIfZero(Duration.ofSeconds(15)));
    }
}
