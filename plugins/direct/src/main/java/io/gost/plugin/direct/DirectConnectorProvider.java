package io.gost.plugin.direct;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the connector {@code direct}. */
public final class DirectConnectorProvider implements ConnectorProvider<DirectOptions> {
    @Override
    public List<String> types() {
        return List.of("direct", "virtual");
    }

    @Override
    public DirectOptions read(Options options) {
        return DirectOptions.read(options);
    }

    @Override
    public Connector create(DirectOptions options, ConnectorContext context) {
        return switch (options.action()) {
            case CONNECT -> new DirectConnector();
            case REJECT -> new RejectingConnector();
        };
    }
}
