package io.gost.spi.testkit;

import io.gost.spi.HandlerProvider;
import io.gost.spi.example.LineConnectorProvider;
import io.gost.spi.testkit.FlawedHandler.Flaw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** The handler's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedHandlerTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(HandlerContract.class, Flaw.values(), Line::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(HandlerContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements HandlerContract {
        private final HandlerContract line = new Line(Flaw.NONE);

        @Override
        public HandlerProvider<?> handlerProvider() {
            return line.handlerProvider();
        }

        @Override
        public ClientSide clientSide() {
            return line.clientSide();
        }
    }

    private record Line(Flaw flaw) implements HandlerContract {
        @Override
        public HandlerProvider<?> handlerProvider() {
            return new FlawedHandler(flaw);
        }

        @Override
        public ClientSide clientSide() {
            return ClientSide.of(new LineConnectorProvider());
        }
    }
}
