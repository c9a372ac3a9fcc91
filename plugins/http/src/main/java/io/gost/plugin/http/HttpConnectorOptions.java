package io.gost.plugin.http;

import io.gost.spi.Options;

import java.time.Duration;
import java.util.Map;

/**
 * The keys of connector {@code http}.
 *
 * @param timeout how long the proxy may take to answer; zero for ever
 * @param header fields added to the request, by any name
 */
record HttpConnectorOptions(Duration timeout, Map<String, String> header) {
    static HttpConnectorOptions read(Options options) {
        return new HttpConnectorOptions(
                options.duration("timeout")
                        .help("time for the proxy's answer; 0 leaves it to the route's time-out")
                        .orElse(Duration.ZERO),
                options.map("header")
                        .check(CustomFields::areValid, "of field names and one-line values")
                        .help(
                                "header fields of the request; Host is always the target, an empty"
                                        + " User-Agent leaves the field out")
                        .orElse(Map.of()));
    }

    /** Names the header's fields alone: one may be {@code Proxy-Authorization}. */
    @Override
    public String toString() {
        return "HttpConnectorOptions[timeout=%s, header=%s]".formatted(timeout, header.keySet());
    }
}
