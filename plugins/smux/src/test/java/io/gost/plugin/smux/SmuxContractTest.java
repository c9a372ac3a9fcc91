package io.gost.plugin.smux;

import io.gost.spi.MultiplexerProvider;
import io.gost.spi.testkit.MultiplexerContract;

import org.junit.jupiter.api.Nested;

import java.util.Map;
import java.util.Set;

final class SmuxContractTest {
    private interface SmuxContract extends MultiplexerContract {
        @Override
        default MultiplexerProvider<?> multiplexerProvider() {
            return new SmuxProvider();
        }
    }

    @Nested
    final class Version1 implements SmuxContract {
        @Override
        public Map<String, ?> multiplexerMetadata() {
            return Map.of("mux.version", 1, "mux.maxReceiveBuffer", "1MiB");
        }

        /** The end of a stream is the end of both its directions. */
        @Override
        public Set<Capability> without() {
            return Set.of(Capability.HALF_CLOSE);
        }
    }

    @Nested
    final class Version2 implements SmuxContract {
        @Override
        public Map<String, ?> multiplexerMetadata() {
            return Map.of("mux.version", 2);
        }
    }
}
