package io.gost.plugin.ws;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * The keys of a listener that speaks WebSocket.
 *
 * @param path the path that is served; everything below it when it ends in a slash
 * @param header further fields of the 101 response
 * @param timeout how long a client may take for TLS and its upgrade request
 * @param compression whether clients may compress
 * @param socketOptions the options of its sockets
 */
public record WsListenerOptions(
        String path,
        Map<String, String> header,
        Duration timeout,
        boolean compression,
        SocketOptions socketOptions) {
    static final String DEFAULT_PATH = "/ws";

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int BACKLOG = 128;
    private static final Set<String> RESERVED = Set.of("sec-websocket-extensions");

    /** Copies the map. */
    public WsListenerOptions {
        header = Map.copyOf(header);
    }

    /**
     * Reads the keys.
     *
     * @param options the listener's metadata
     * @return the options
     */
    public static WsListenerOptions read(Options options) {
        options.integer("ws.backlog", "backlog")
                .help("no effect: connections are not queued")
                .orElse(BACKLOG);
        return readUnderStreams(options);
    }

    /**
     * Reads the keys but {@code backlog}, which means something where each connection carries many
     * streams.
     *
     * @param options the listener's metadata
     * @return the options
     */
    public static WsListenerOptions readUnderStreams(Options options) {
        options.duration("ws.handshakeTimeout", "handshakeTimeout")
                .help("no effect: readHeaderTimeout covers the whole handshake")
                .orElse(Duration.ZERO);
        options.bytes("ws.readBufferSize", "readBufferSize")
                .help("no effect: messages are not buffered")
                .orElse(0);
        options.bytes("ws.writeBufferSize", "writeBufferSize")
                .help("no effect: messages are not buffered")
                .orElse(0);
        return new WsListenerOptions(
                path(
                        options,
                        "path that is served: exactly this one, or all below it when it ends in a"
                                + " slash"),
                options.map("ws.header", "header")
                        .check(
                                fields -> FieldNames.areValid(fields, RESERVED),
                                "of field names and one-line values, without"
                                        + " Sec-WebSocket-Extensions")
                        .help("further header fields of the 101 response")
                        .orElse(Map.of()),
                options.duration("ws.readHeaderTimeout", "readHeaderTimeout")
                        .help(
                                "time from accept until TLS and the upgrade are through; negative"
                                        + " waits for ever")
                        .orElseIfZero(TIMEOUT),
                options.bool("ws.enableCompression", "enableCompression")
                        .help("agree on permessage-deflate with clients that offer it")
                        .orElse(false),
                SocketOptions.ofListener(options));
    }

    static String path(Options options, String help) {
        String path = options.string("ws.path", "path").help(help).orElse(DEFAULT_PATH);
        return path.isEmpty() ? DEFAULT_PATH : path;
    }
}
