package io.gost.plugin.mtls;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.SharedKeys;

/**
 * What the listener is tuned by; TLS has its own block and the multiplexer reads its own keys.
 *
 * @param sockets options of the sockets
 * @param backlog streams of a connection without a request
 */
record MtlsListenerOptions(SocketOptions sockets, int backlog) {
    static MtlsListenerOptions read(Options options) {
        int backlog = SharedKeys.streamBacklog(options, "backlog");
        SharedKeys.multiplexing(options);
        return new MtlsListenerOptions(SocketOptions.ofListener(options), backlog);
    }
}
