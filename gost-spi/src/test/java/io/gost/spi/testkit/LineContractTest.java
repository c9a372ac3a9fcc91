package io.gost.spi.testkit;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;

final class LineContractTest implements HandlerContract, ConnectorContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new LineHandlerProvider();
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new LineConnectorProvider();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.of(connectorProvider());
    }

    @Override
    public NodeSide nodeSide() {
        return NodeSide.of(handlerProvider());
    }
}
