package io.gost.plugin.socks5;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

class Socks5ContractTest implements HandlerContract, ConnectorContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new Socks5HandlerProvider();
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new Socks5ConnectorProvider();
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
