package io.gost.plugin.http;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Options;

import java.util.List;

/** Makes connectors of type {@code http}: they ask a proxy for a tunnel with CONNECT. */
public final class HttpConnectorProvider implements ConnectorProvider<HttpConnectorOptions> {
    /** Does nothing. */
    public HttpConnectorProvider() {}

    @Override
    public List<String> types() {
        return List.of("http");
    }

    @Override
    public HttpConnectorOptions read(Options options) {
        return HttpConnectorOptions.read(options);
    }

    @Override
    public Connector create(HttpConnectorOptions options, ConnectorContext context) {
        return new HttpConnector(options, context);
    }
}
