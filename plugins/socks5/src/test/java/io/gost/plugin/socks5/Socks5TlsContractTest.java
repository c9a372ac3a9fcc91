package io.gost.plugin.socks5;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

import java.util.EnumSet;
import java.util.Set;

/** The methods 0x80 and 0x82. */
class Socks5TlsContractTest implements HandlerContract, ConnectorContract {
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

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.REPLAY);
    }
}
