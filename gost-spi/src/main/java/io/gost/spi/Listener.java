package io.gost.spi;

import java.net.SocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Accepts connections over one transport and gives each of them to the runtime.
 *
 * <p>A transport that is TCP with layers on top is written as a {@link
 * io.gost.spi.support.StreamTransport} and needs no listener of its own.
 *
 * <p><b>Instances.</b> One for each configured service; started once, stopped once.
 */
@ImplementedByPlugin
public interface Listener {
    /**
     * The network of the socket that is bound, for logs.
     *
     * @return {@link Network#TCP} unless the listener says otherwise
     */
    default Network network() {
        return Network.TCP;
    }

    /**
     * Binds and begins to accept. Called once.
     *
     * @param acceptor takes every connection
     * @return the bound address, once connections are accepted; fails with a {@link GostException}
     *     whose message names the address
     */
    CompletionStage<SocketAddress> start(Acceptor acceptor);

    /**
     * Stops accepting and frees the address. Connections already given away go on. Idempotent; may
     * be called before {@link #start} completed.
     *
     * @return done
     */
    CompletionStage<Void> stop();
}
