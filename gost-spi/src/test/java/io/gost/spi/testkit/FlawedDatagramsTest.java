package io.gost.spi.testkit;

import io.gost.spi.Target;
import io.gost.spi.testkit.FlawedDatagrams.Flaw;
import io.netty.channel.Channel;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.Optional;
import java.util.stream.Stream;

/** The contract of datagrams fails for each mistake, says what to do, and only for mistakes. */
final class FlawedDatagramsTest {
    @TestFactory
    Stream<DynamicTest> aMistakeIsFound() {
        return Flawed.tests(DatagramContract.class, Flaw.values(), FlawedDatagrams::new);
    }

    @Test
    void eachTestFindsAMistake() {
        Flawed.expectEachTestFindsOne(DatagramContract.class, Flaw.values());
    }

    @Nested
    final class WithoutAMistake implements DatagramContract {
        private final DatagramContract sockets = new FlawedDatagrams(Flaw.NONE);

        @Override
        public Channel openDatagrams(TestNetwork network, Target target) {
            return sockets.openDatagrams(network, target);
        }

        @Override
        public Optional<Channel> associate(TestNetwork network) {
            return sockets.associate(network);
        }
    }
}
