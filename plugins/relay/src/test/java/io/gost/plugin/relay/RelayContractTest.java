package io.gost.plugin.relay;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.testkit.ClientSide;
import io.gost.spi.testkit.ConnectorContract;
import io.gost.spi.testkit.HandlerContract;
import io.gost.spi.testkit.NodeSide;

import org.junit.jupiter.api.Nested;

import java.util.Map;
import java.util.Set;

class RelayContractTest {
    /** Requests and answers travel with the first payload. */
    @Nested
    class HeldBack extends Both {
        @Override
        public Set<Capability> without() {
            return Set.of(Capability.ANSWER);
        }
    }

    /** Requests and answers are sent at once and waited for. */
    @Nested
    class AtOnce extends Both {
        @Override
        public Map<String, ?> handlerMetadata() {
            return Map.of("nodelay", true);
        }

        @Override
        public Map<String, ?> connectorMetadata() {
            return Map.of("nodelay", true);
        }
    }

    abstract static class Both implements HandlerContract, ConnectorContract {
        @Override
        public HandlerProvider<?> handlerProvider() {
            return new RelayHandlerProvider();
        }

        @Override
        public ConnectorProvider<?> connectorProvider() {
            return new RelayConnectorProvider();
        }

        @Override
        public ClientSide clientSide() {
            return ClientSide.of(connectorProvider(), connectorMetadata());
        }

        @Override
        public NodeSide nodeSide() {
            return NodeSide.of(handlerProvider(), handlerMetadata());
        }
    }
}
