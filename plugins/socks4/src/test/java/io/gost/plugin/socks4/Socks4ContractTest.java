package io.gost.plugin.socks4;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

import java.util.Set;

class Socks4ContractTest implements HandlerContract, ConnectorContract {
    /** A user id is no password. */
    @Override
    public Set<Capability> without() {
        return Set.of(Capability.CREDENTIALS);
    }

    @Override
    public HandlerProvider<?> handlerProvider() {
        return new Socks4HandlerProvider();
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new Socks4ConnectorProvider();
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
