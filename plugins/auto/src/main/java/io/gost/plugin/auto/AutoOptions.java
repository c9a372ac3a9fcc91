package io.gost.plugin.auto;

import io.gost.spi.Options;

import java.time.Duration;

/**
 * The keys of handler {@code auto} itself; all others belong to the handlers behind it.
 *
 * @param readTimeout time for the bytes that tell the protocol; negative for no limit
 */
record AutoOptions(Duration readTimeout) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static AutoOptions read(Options options) {
        Protocol.DELEGATED.forEach(protocol -> options.delegatedTo(protocol.type()));
        return new AutoOptions(
                options.duration("readTimeout")
                        .help(
                                "time for the client's first bytes, and all of its ClientHello;"
                                        + " negative for no limit")
                        .orElseIfZero(READ_TIMEOUT));
    }
}
