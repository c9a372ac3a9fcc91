package io.gost.spi;

import java.net.SocketAddress;
import java.util.Optional;
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
     * Whether {@link #start} may take any time, because the address is on a proxy that may not be
     * there yet. The runtime does not wait for it then.
     *
     * @return {@code false} for addresses of this host
     */
    default boolean startsLater() {
        return false;
    }

    /**
     * How it stands, for listeners that bind again by themselves. Any thread may ask.
     *
     * @return the status; empty for a listener that listens from start to stop
     */
    default Optional<ListenerStatus> status() {
        return Optional.empty();
    }

    /**
     * Stops accepting and frees the address. Connections already given away go on. Idempotent; may
     * be called before {@link #start} completed.
     *
     * @return done
     */
    CompletionStage<Void> stop();
}
