package io.gost.plugin.ws;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a dialer that speaks WebSocket.
 *
 * @param host what the {@code Host} field says; empty for the node's address
 * @param path the path of the request
 * @param header further fields of the request; {@code Host} and {@code User-Agent} replace ours
 * @param timeout how long TLS and the upgrade may take; zero as long as the route may
 * @param fragmentSize the longest payload of a frame; longer messages are sent in fragments
 * @param compression whether to offer compression
 * @param pingPeriod time between pings; zero for none
 * @param socketOptions the options of its sockets
 */
public record WsDialerOptions(
        String host,
        String path,
        Map<String, String> header,
        Duration timeout,
        int fragmentSize,
        boolean compression,
        Duration pingPeriod,
        SocketOptions socketOptions) {
    private static final int FRAGMENT_SIZE = 4096;
    private static final Duration PING_PERIOD = Duration.ofSeconds(15);
    private static final Set<String> RESERVED =
            Set.of(
                    "upgrade",
                    "connection",
                    "sec-websocket-key",
                    "sec-websocket-version",
                    "sec-websocket-extensions");

    /** Copies the map. */
    public WsDialerOptions {
        header = Map.copyOf(header);
    }

    /**
     * Reads the keys.
     *
     * @param options the dialer's metadata
     * @return the options
     */
    public static WsDialerOptions read(Options options) {
        options.duration("ws.readHeaderTimeout", "readHeaderTimeout")
                .help("no effect, as in GOST")
                .orElse(Duration.ZERO);
        options.bytes("ws.readBufferSize", "readBufferSize")
                .help("no effect: messages are not buffered")
                .orElse(0);
        return new WsDialerOptions(
                options.string("ws.host", "host")
                        .check(HttpHead::isLine, "without control characters")
                        .help(
                                "Host of the upgrade request, neither the address dialed nor the"
                                        + " TLS server name; the node's address when empty")
                        .orElse(""),
                WsListenerOptions.path(
                        options,
                        "path of the request; characters with a meaning of their own are escaped"),
                options.map("ws.header", "header")
                        .check(
                                fields -> FieldNames.areValid(fields, RESERVED),
                                "of field names and one-line values, without those of the upgrade"
                                        + " itself")
                        .help(
                                "further header fields of the request; Host and User-Agent replace"
                                        + " ours, an empty User-Agent leaves it out")
                        .orElse(Map.of()),
                options.duration("ws.handshakeTimeout", "handshakeTimeout")
                        .help("time for TLS and the upgrade; 0 as long as the route may take")
                        .orElse(Duration.ZERO),
                options.bytes("ws.writeBufferSize", "writeBufferSize")
                        .atLeast(1)
                        .help("longest payload of a frame; longer messages are sent in fragments")
                        .orElseIfZero(FRAGMENT_SIZE),
                options.bool("ws.enableCompression", "enableCompression")
                        .help("offer permessage-deflate")
                        .orElse(false),
                pingPeriod(options),
                SocketOptions.ofDialer(options, "tcp."));
    }

    /** Names the header's fields alone: one may be {@code Authorization}. */
    @Override
    public String toString() {
        return "WsDialerOptions[host=%s, path=%s, header=%s, timeout=%s]"
                .formatted(host, path, header.keySet(), timeout);
    }

    private static Duration pingPeriod(Options options) {
        boolean enabled =
                options.bool("ws.keepalive", "keepalive")
                        .help(
                                "send pings; a connection from which nothing at all comes for two"
                                        + " of them is closed")
                        .orElse(false);
        Duration period =
                options.duration("ttl", "keepalive.interval")
                        .help("with keepalive: time between pings")
                        .orElseIfZero(PING_PERIOD);
        if (!enabled) {
            return Duration.ZERO;
        }
        return period.isNegative() ? PING_PERIOD : period;
    }
}
