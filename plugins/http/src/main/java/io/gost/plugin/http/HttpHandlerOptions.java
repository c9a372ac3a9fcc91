package io.gost.plugin.http;

import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The keys of handler {@code http}.
 *
 * @param readTimeout how long an origin may take until its response header, and a client until its
 *     request header; negative for ever
 * @param idleTimeout ends a tunnel when neither side sent anything for so long; zero for never
 * @param header fields added to the responses the proxy makes itself
 * @param keepalive whether upstream connections are kept for the client's next request
 * @param compression whether responses are fetched compressed and unpacked for clients that did not
 *     ask for a coding
 * @param proxyAgent the value of {@code Proxy-Agent}
 * @param realm the realm of the 407 response
 * @param decoy what clients without valid credentials see instead of a 407; {@code null} for
 *     nothing
 * @param knocks the hosts that get a 407 all the same
 * @param hashByTarget whether selection strategies hash by target
 */
record HttpHandlerOptions(
        Duration readTimeout,
        Duration idleTimeout,
        Map<String, String> header,
        boolean keepalive,
        boolean compression,
        String proxyAgent,
        String realm,
        @Nullable Decoy decoy,
        List<String> knocks,
        boolean hashByTarget) {
    private static final int DATAGRAM_BUFFER = 4096;

    static HttpHandlerOptions read(Options options) {
        readUnavailable(options);
        return new HttpHandlerOptions(
                options.duration("readTimeout")
                        .help(
                                "time for an origin's response header, from the end of the"
                                        + " request, and for a client's request header; negative:"
                                        + " origins may take for ever, clients still 15 s")
                        .orElseIfZero(Duration.ofSeconds(15)),
                options.duration("idleTimeout")
                        .help(
                                "ends a tunnel, a WebSocket or a host: decoy that is silent in both"
                                        + " directions; 0 never")
                        .orElse(Duration.ZERO),
                options.map("http.header", "header")
                        .check(CustomFields::areValid, "of field names and one-line values")
                        .help(
                                "header fields of the responses the proxy makes itself, but for 200"
                                        + " to CONNECT, 407 and decoys")
                        .orElse(Map.of()),
                options.bool("http.keepalive", "keepalive")
                        .help(
                                "keep an upstream connection for the same client's next request"
                                    + " over the same route to the same target; false: a new one"
                                    + " for each request, with Connection: close")
                        .orElse(true),
                options.bool("http.compression", "compression")
                        .help(
                                "fetch gzip for clients that ask for no content coding, and unpack"
                                        + " it")
                        .orElse(false),
                options.string("http.proxyAgent", "proxyAgent")
                        .check(CustomFields::isLine, "of one line")
                        .help("value of the Proxy-Agent header field")
                        .orElse("gost/3.0"),
                options.string("authBasicRealm")
                        .check(CustomFields::isLine, "of one line")
                        .help("realm of the 407 response")
                        .orElse("gost"),
                options.parsed(
                                Decoy::parse,
                                "code:404",
                                "probeResist",
                                "probe_resist",
                                "probeResistance")
                        .help(
                                "what clients without valid credentials get instead of a 407:"
                                    + " code:404, web:example.com (a page, fetched each time),"
                                    + " host:10.0.0.1:80 (another server takes over the connection)"
                                    + " or file:/srv/index.html")
                        .optional()
                        .orElse(null),
                knocks(options),
                options.string("hash")
                        .help(
                                "\"host\" makes selection strategies hash by target instead of by"
                                        + " client")
                        .orElse("")
                        .equals("host"));
    }

    private static List<String> knocks(Options options) {
        return options
                .strings("knock")
                .help(
                        "hosts whose requests get the 407 in spite of probeResist, a list or"
                                + " between commas")
                .orElse(List.of())
                .stream()
                .flatMap(hosts -> Arrays.stream(hosts.split(",")))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .toList();
    }

    private static void readUnavailable(Options options) {
        options.bool("udp").help("relay datagrams, GOST's own way").unavailable();
        options.bytes("udp.bufferSize", "udpBufferSize")
                .help("with udp: size of the buffer for datagrams")
                .orElse(DATAGRAM_BUFFER);
        SharedKeys.sniffing(options);
        SharedKeys.caching(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
    }
}
