package io.gost.spi;

import java.util.Optional;

/** What the runtime lends to a {@link Connector}. */
@ProvidedByHost
public interface ConnectorContext extends MultiplexingContext {
    /**
     * The credentials of {@code connector.auth}.
     *
     * @return the credentials, or empty
     */
    Optional<Credentials> credentials();

    /**
     * The client's side of TLS, as the connector's {@code tls:} block says.
     *
     * @return the same object at every call
     */
    TlsClient tls();
}
