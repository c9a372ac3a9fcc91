package io.gost.plugin.socks5;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes SOCKS5 connectors. */
public final class Socks5ConnectorProvider implements ConnectorProvider<Socks5ConnectorOptions> {
    /** Does nothing. */
    public Socks5ConnectorProvider() {}

    @Override
    public List<String> types() {
        return List.of("socks5", "socks");
    }

    @Override
    public Socks5ConnectorOptions read(Options options) {
        return Socks5ConnectorOptions.read(options);
    }

    @Override
    public Connector create(Socks5ConnectorOptions options, ConnectorContext context) {
        Login login =
                context.credentials()
                        .map(credentials -> Login.of(credentials, context.path()))
                        .orElse(null);
        return new Socks5Connector(options, login, context);
    }
}
