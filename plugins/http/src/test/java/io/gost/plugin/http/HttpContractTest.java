package io.gost.plugin.http;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

/** Handler and connector keep the contracts, with each other as peers. */
class HttpContractTest implements HandlerContract, ConnectorContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new HttpHandlerProvider();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.of(connectorProvider());
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new HttpConnectorProvider();
    }

    @Override
    public NodeSide nodeSide() {
        return NodeSide.of(handlerProvider());
    }
}
