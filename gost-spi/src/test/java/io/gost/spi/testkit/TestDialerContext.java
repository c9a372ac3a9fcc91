package io.gost.spi.testkit;

import io.gost.spi.Credentials;
import io.gost.spi.DialerContext;
import io.gost.spi.TlsClient;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/** What a dialer gets in tests. */
public final class TestDialerContext extends TestPluginContext implements DialerContext {
    private final String address;
    private final @Nullable Credentials credentials;

    /**
     * Creates a context.
     *
     * @param network the test's network
     * @param address the node's address as configured, possibly empty
     * @param credentials what the node's configuration has, or {@code null}
     */
    public TestDialerContext(
            TestNetwork network, String address, @Nullable Credentials credentials) {
        super(network);
        this.address = address;
        this.credentials = credentials;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Optional<Credentials> credentials() {
        return Optional.ofNullable(credentials);
    }

    @Override
    public TlsClient tls() {
        return network().tls();
    }
}
