package io.gost.spi;

import io.netty.channel.Channel;

import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The client's side of TLS as a {@code tls:} block describes it. Without {@code secure}, and
 * without a block, a server's certificate is not verified, as in GOST.
 *
 * <p>Sessions are resumed where the server allows it.
 */
@ProvidedByHost
public interface TlsClient {
    /**
     * Adds TLS to a connection. No deadline of its own: closing the channel ends the attempt, and
     * so does an exception that travels through its pipeline, see {@link
     * io.gost.spi.support.Stages#within}.
     *
     * @param channel a parked channel; closed when the stage fails
     * @param peer the server as configured; its host is the server's name unless the block gives
     *     another. An empty host stands for the node's own
     * @param protocols ALPN protocols the caller speaks, appended to the block's own; empty for the
     *     block's own alone
     * @return the same channel with the handshake done, parked, completed on its event loop. What
     *     was agreed on is its attribute {@link TlsMaterial#APPLICATION_PROTOCOL}. Fails with
     *     {@code HANDSHAKE} or {@code TIMEOUT}
     */
    CompletionStage<Channel> connect(Channel channel, Target peer, List<String> protocols);

    /**
     * Whether the server is to prove who it is: the block's {@code secure}. Whoever negotiates TLS
     * in the clear must then not do without it.
     *
     * @return the same at every call; reads no files
     */
    boolean isSecure();

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
