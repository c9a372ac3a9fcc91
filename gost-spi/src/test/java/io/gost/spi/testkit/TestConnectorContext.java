package io.gost.spi.testkit;

import io.gost.spi.ConnectorContext;
import io.gost.spi.Credentials;
import io.gost.spi.TlsClient;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** What a connector gets in tests. */
public final class TestConnectorContext extends TestPluginContext implements ConnectorContext {
    private final @Nullable Credentials credentials;
    private final TlsClient tls;

    /**
     * Creates a context.
     *
     * @param network the test's network
     * @param credentials what the node's configuration has, or {@code null}
     */
    public TestConnectorContext(TestNetwork network, @Nullable Credentials credentials) {
        this(network, credentials, network.tls());
    }

    /**
     * Creates a context with a TLS of its own.
     *
     * @param network the test's network
     * @param credentials what the node's configuration has, or {@code null}
     * @param tls what the connector's block says
     */
    public TestConnectorContext(
            TestNetwork network, @Nullable Credentials credentials, TlsClient tls) {
        super(network);
        this.credentials = credentials;
        this.tls = tls;
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    @Override
    public TlsClient tls() {
        return tls;
    }
}
