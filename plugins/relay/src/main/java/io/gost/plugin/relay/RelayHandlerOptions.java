package io.gost.plugin.relay;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * Options of the handler.
 *
 * @param readTimeout time for the request
 * @param bind whether BIND is served
 * @param nodelay whether a tunnel is confirmed at once instead of with the target's first bytes
 * @param hashByTarget whether hash strategies pick by target instead of by client
 */
record RelayHandlerOptions(
        Duration readTimeout, boolean bind, boolean nodelay, boolean hashByTarget) {
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    static RelayHandlerOptions read(Options options) {
        Duration readTimeout =
                options.duration("readTimeout").help("time for the request").orElse(READ_TIMEOUT);
        boolean bind =
                options.bool("bind")
                        .help("serve BIND, which UDP associations are, too")
                        .orElse(false);
        boolean nodelay =
                options.bool("nodelay")
                        .help("confirm a tunnel at once, not with the target's first bytes")
                        .orElse(false);
        String hash =
                options.string("hash")
                        .help("\"host\" makes hash strategies pick by target, not by client")
                        .orElse("");
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("of no effect: datagrams of any size are taken")
                .orElse(4_096);
        SharedKeys.multiplexing(options);
        SharedKeys.sniffing(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
        return new RelayHandlerOptions(
                readTimeout.isPositive() ? readTimeout : READ_TIMEOUT,
                bind,
                nodelay,
                hash.equals("host"));
    }
}
