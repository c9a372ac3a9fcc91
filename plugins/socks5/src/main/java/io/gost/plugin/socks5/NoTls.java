package io.gost.plugin.socks5;

import io.gost.spi.Options;

/** The key {@code notls}, true or not: this version never negotiates GOST's TLS methods. */
final class NoTls {
    private NoTls() {}

    static void read(Options options) {
        options.bool("notls")
                .help("never negotiate TLS inside SOCKS5 (in this version always the case)")
                .orElse(false);
    }
}
