package io.gost.plugin.mws;

import io.gost.plugin.ws.WsListenerOptions;
import io.gost.spi.Options;
import io.gost.spi.support.SharedKeys;

/**
 * What a listener is tuned by; the multiplexer reads its own keys.
 *
 * @param webSocket the WebSocket below the streams
 * @param backlog streams of a connection without a request
 */
record MwsListenerOptions(WsListenerOptions webSocket, int backlog) {
    static MwsListenerOptions read(Options options) {
        SharedKeys.multiplexing(options);
        int backlog = SharedKeys.streamBacklog(options, "ws.backlog", "backlog");
        return new MwsListenerOptions(WsListenerOptions.readUnderStreams(options), backlog);
    }
}
