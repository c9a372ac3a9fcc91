package io.gost.plugin.forward;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Provides the connector {@code forward}: the node is the destination, whatever was asked for. */
public final class ForwardConnectorProvider implements ConnectorProvider<NoOptions> {
    @Override
    public List<String> types() {
        return List.of("forward", "tcp");
    }

    @Override
    public NoOptions read(Options options) {
        return NoOptions.NONE;
    }

    @Override
    public Connector create(NoOptions options, ConnectorContext context) {
        return (channel, _) -> CompletableFuture.completedStage(channel);
    }
}
