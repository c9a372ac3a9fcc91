package io.gost.plugin.relay;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import java.time.Duration;

/**
 * Options of the connector.
 *
 * @param connectTimeout time for an answer that is waited for; zero for none
 * @param nodelay whether the request is sent at once and its answer waited for
 */
record RelayConnectorOptions(Duration connectTimeout, boolean nodelay) {
    static RelayConnectorOptions read(Options options) {
        Duration connectTimeout =
                options.duration("connectTimeout")
                        .help("time for the answer to a BIND, or with nodelay to any request")
                        .orElse(Duration.ZERO);
        boolean nodelay =
                options.bool("nodelay")
                        .help("send a request at once and wait for the answer")
                        .orElse(false);
        SharedKeys.multiplexing(options);
        return new RelayConnectorOptions(connectTimeout, nodelay);
    }
}
