package io.gost.plugin.socks5;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

import java.util.Map;

class Socks5ContractTest implements HandlerContract, ConnectorContract {
    private static final Map<String, ?> PLAIN = Map.of("notls", true);

    @Override
    public HandlerProvider<?> handlerProvider() {
        return new Socks5HandlerProvider();
    }

    @Override
    public Map<String, ?> handlerMetadata() {
        return PLAIN;
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new Socks5ConnectorProvider();
    }

    @Override
    public Map<String, ?> connectorMetadata() {
        return PLAIN;
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.of(connectorProvider(), PLAIN);
    }

    @Override
    public NodeSide nodeSide() {
        return NodeSide.of(handlerProvider(), PLAIN);
    }
}
