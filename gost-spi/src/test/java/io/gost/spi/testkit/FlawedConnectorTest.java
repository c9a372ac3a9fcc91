package io.gost.spi.testkit;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.example.LineHandlerProvider;
import io.gost.spi.testkit.FlawedConnector.Flaw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** The connector's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedConnectorTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(ConnectorContract.class, Flaw.values(), Line::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(ConnectorContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements ConnectorContract {
        private final ConnectorContract line = new Line(Flaw.NONE);

        @Override
        public ConnectorProvider<?> connectorProvider() {
            return line.connectorProvider();
        }

        @Override
        public NodeSide nodeSide() {
            return line.nodeSide();
        }
    }

    private record Line(Flaw flaw) implements ConnectorContract {
        @Override
        public ConnectorProvider<?> connectorProvider() {
            return new FlawedConnector(flaw);
        }

        @Override
        public NodeSide nodeSide() {
            return NodeSide.of(new LineHandlerProvider());
        }
    }
}
