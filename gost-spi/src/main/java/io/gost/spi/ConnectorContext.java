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
}
