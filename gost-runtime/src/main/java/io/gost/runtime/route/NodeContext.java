package io.gost.runtime.route;

import io.gost.runtime.component.LentContext;
import io.gost.runtime.component.LentMultiplexer;
import io.gost.spi.ConnectorContext;
import io.gost.spi.Credentials;
import io.gost.spi.DialerContext;
import io.gost.spi.Multiplexer;
import io.gost.spi.TlsClient;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.util.Optional;

/** What a node's connector and its dialer are lent. */
public final class NodeContext extends LentContext implements ConnectorContext, DialerContext {
    private final String address;
    private final @Nullable Credentials credentials;
    private final TlsClient tls;
    private boolean usesTls;
    private final LentMultiplexer multiplexer;

    /**
     * Makes the context.
     *
     * @param name the node's name
     * @param path where the connector or dialer stands in the configuration
     * @param logger with the node's fields
     * @param address the node's address as configured
     * @param credentials of the {@code auth} block, or {@code null}
     * @param tls of the connector's or dialer's own block
     * @param multiplexer makes the multiplexer that the connector's or dialer's metadata name
     */
    public NodeContext(
            String name,
            String path,
            Logger logger,
            String address,
            @Nullable Credentials credentials,
            TlsClient tls,
            LentMultiplexer multiplexer) {
        super(name, path, logger);
        this.address = address;
        this.credentials = credentials;
        this.tls = tls;
        this.multiplexer = multiplexer;
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
        usesTls = true;
        return tls;
    }

    /**
     * Whether the connector or dialer asked for TLS when it was made.
     *
     * @return {@code false} when a block of its own would have no effect
     */
    public boolean usesTls() {
        return usesTls;
    }

    @Override
    public Multiplexer multiplexer(int version) {
        return multiplexer.create(version, this);
    }
}
