package io.gost.plugin.relay;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes relay connectors. */
public final class RelayConnectorProvider implements ConnectorProvider<RelayConnectorOptions> {
    /** Does nothing. */
    public RelayConnectorProvider() {}

    @Override
    public List<String> types() {
        return List.of("relay");
    }

    @Override
    public RelayConnectorOptions read(Options options) {
        return RelayConnectorOptions.read(options);
    }

    @Override
    public Connector create(RelayConnectorOptions options, ConnectorContext context) {
        return new RelayConnector(options, context);
    }
}
