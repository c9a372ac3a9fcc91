package io.gost.spi.testkit;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.FlawedTransport.Flaw;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.stream.Stream;

/** The transport's contract fails for each mistake, says what to do, and only for mistakes. */
final class FlawedTransportTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(TransportContract.class, Flaw.values(), Both::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(TransportContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements TransportContract {
        private final TransportContract both = new Both(Flaw.NONE);

        @Override
        public ListenerProvider<?> listenerProvider() {
            return both.listenerProvider();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return both.dialerProvider();
        }
    }

    private record Both(Flaw flaw) implements TransportContract {
        @Override
        public ListenerProvider<?> listenerProvider() {
            return new FlawedTransport(flaw).listening();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return new FlawedTransport(flaw).dialing();
        }
    }
}
