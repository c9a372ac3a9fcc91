package io.gost.spi;

import java.util.Optional;

/** What the runtime lends to a {@link Dialer}. */
@ProvidedByHost
public interface DialerContext extends MultiplexingContext {
    /**
     * The node's address as configured.
     *
     * @return the address text; empty for nodes without one
     */
    String address();

    /**
     * The credentials of {@code dialer.auth}.
     *
     * @return the credentials, or empty
     */
    Optional<Credentials> credentials();

    /**
     * The client's side of TLS, as the dialer's {@code tls:} block says.
     *
     * @return the same object at every call
     */
    TlsClient tls();
}
