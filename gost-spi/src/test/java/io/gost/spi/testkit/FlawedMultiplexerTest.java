package io.gost.spi.testkit;

import io.gost.spi.MultiplexerProvider;
import io.gost.spi.testkit.FlawedMultiplexer.Flaw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** The multiplexer's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedMultiplexerTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(MultiplexerContract.class, Flaw.values(), Framed::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(MultiplexerContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements MultiplexerContract {
        private final MultiplexerContract framed = new Framed(Flaw.NONE);

        @Override
        public MultiplexerProvider<?> multiplexerProvider() {
            return framed.multiplexerProvider();
        }
    }

    private record Framed(Flaw flaw) implements MultiplexerContract {
        @Override
        public MultiplexerProvider<?> multiplexerProvider() {
            return new FlawedMultiplexer(flaw);
        }
    }
}
