package io.gost.plugin.socks5;

import io.gost.spi.Options;

/** Whether GOST's TLS methods are negotiated. */
enum Security {
    /** Where the other side can do it, too. */
    NEGOTIATED,
    /** Always: a proxy, or a man in the middle, that will not do it gets nothing. */
    REQUIRED,
    /** Never, by the key {@code notls}. */
    PLAIN;

    static Security read(Options options) {
        return options.bool("notls").help("never negotiate TLS inside SOCKS5").orElse(false)
                ? PLAIN
                : NEGOTIATED;
    }
}
