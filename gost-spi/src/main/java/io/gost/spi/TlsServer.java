package io.gost.spi;

import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The server's side of TLS as a {@code tls:} block describes it; without a block, the process's
 * default certificate.
 *
 * <p>Files are read when the configuration is, and again when they change: a connection uses what
 * was current when its handshake began.
 */
@ProvidedByHost
public interface TlsServer {
    /**
     * Adds TLS to a connection. A client that is silent for too long, speaks something else or is
     * refused by the block's rules ends with the connection closed, after an alert where TLS has
     * one.
     *
     * @param channel a parked channel; closed when the stage fails
     * @param protocols ALPN protocols the caller speaks, appended to the block's own; empty for the
     *     block's own alone. Where the list is not empty and the client's list has nothing in
     *     common with it, the client is refused
     * @return the same channel with the handshake done, parked, completed on its event loop. What
     *     was agreed on is its attribute {@link TlsMaterial#APPLICATION_PROTOCOL}. Fails with
     *     {@code HANDSHAKE} or {@code TIMEOUT}
     */
    CompletionStage<Channel> accept(Channel channel, List<String> protocols);

    /**
     * Certificate, key and trust, for transports with a TLS of their own such as QUIC. Reads files
     * that may have changed, so never on an event loop.
     *
     * @return the current state; another object after files have changed
     */
    TlsMaterial material();

    /**
     * The versions that may be agreed on, for transports with a TLS of their own.
     *
     * @return names such as {@code TLSv1.3}, the lowest first; reads no files
     */
    default List<String> versions() {
        return List.of("TLSv1.2", "TLSv1.3");
    }

    /**
     * The cipher suites that the block names, for transports with a TLS of their own.
     *
     * @return IANA names, with those of TLS 1.3, which cannot be chosen; empty for the usual ones.
     *     Reads no files
     */
    default List<String> cipherSuites() {
        return List.of();
    }
}
