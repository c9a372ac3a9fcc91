package io.gost.plugin.forward;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

import java.util.EnumSet;
import java.util.Set;

final class ForwardContractTest implements HandlerContract, ConnectorContract {
    @Override
    public HandlerProvider<?> handlerProvider() {
        return new ForwardHandlerProvider();
    }

    @Override
    public ConnectorProvider<?> connectorProvider() {
        return new ForwardConnectorProvider();
    }

    @Override
    public ClientSide clientSide() {
        return ClientSide.plain();
    }

    @Override
    public NodeSide nodeSide() {
        return NodeSide.of(handlerProvider());
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(
                Capability.REQUEST, Capability.ANSWER, Capability.TARGET, Capability.CREDENTIALS);
    }
}
