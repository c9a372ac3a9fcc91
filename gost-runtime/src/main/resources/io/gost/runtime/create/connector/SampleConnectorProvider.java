package com.example.sample;

import io.gost.spi.Connector;
import io.gost.spi.ConnectorContext;
import io.gost.spi.ConnectorProvider;
import io.gost.spi.Options;

import java.util.List;

/** Provides the connector {@code sample}. */
public final class SampleConnectorProvider implements ConnectorProvider<SampleOptions> {
    @Override
    public List<String> types() {
        return List.of("sample");
    }

    @Override
    public SampleOptions read(Options options) {
        return SampleOptions.read(options);
    }

    @Override
    public Connector create(SampleOptions options, ConnectorContext context) {
        return new SampleConnector(options);
    }
}
