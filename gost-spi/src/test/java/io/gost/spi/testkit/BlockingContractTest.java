package io.gost.spi.testkit;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.example.BlockingLine;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;

/** Stream code on virtual threads keeps the contracts that event-loop code keeps. */
final class BlockingContractTest implements HandlerContract, ConnectorContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new BlockingLine.Serving();
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new BlockingLine.Asking();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.of(new LineConnectorProvider());
    }

    @Override
    public NodeSide nodeSide() {
        return NodeSide.of(new LineHandlerProvider());
    }
}
