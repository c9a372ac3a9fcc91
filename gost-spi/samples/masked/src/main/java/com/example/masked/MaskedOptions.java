package com.example.masked;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.time.Duration;

/** What the metadata say: reading a key is declaring it. */
record MaskedOptions(SocketOptions sockets, Duration handshakeTimeout) {
    static MaskedOptions read(SocketOptions sockets, Options options) {
        return new MaskedOptions(
                sockets,
                options.duration("handshakeTimeout")
                        .help("time to wait for the other side's hello")
                        .orElseIfZero(Duration.ofSeconds(15)));
    }
}
