package io.gost.plugin.mtls;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.plugin.yamux.YamuxProvider;
import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.testkit.TransportContract;

import org.junit.jupiter.api.Nested;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

final class MtlsContractTest {
    private abstract static class Mtls implements TransportContract {
        private final Map<String, ?> metadata;

        Mtls(Map<String, ?> metadata) {
            this.metadata = metadata;
        }

        @Override
        public ListenerProvider<?> listenerProvider() {
            return new MtlsListenerProvider();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return new MtlsDialerProvider();
        }

        @Override
        public Map<String, ?> listenerMetadata() {
            return metadata;
        }

        @Override
        public Map<String, ?> dialerMetadata() {
            return metadata;
        }

        @Override
        public List<MultiplexerProvider<?>> multiplexers() {
            return List.of(new SmuxProvider(), new YamuxProvider());
        }
    }

    @Nested
    final class WithSmuxVersion2 extends Mtls {
        WithSmuxVersion2() {
            super(Map.of("mux.version", 2));
        }
    }

    @Nested
    final class WithSmux extends Mtls {
        WithSmux() {
            super(Map.of("mux.maxReceiveBuffer", "1MiB"));
        }

        @Override
        public Set<Capability> without() {
            return EnumSet.of(Capability.HALF_CLOSE);
        }
    }

    @Nested
    final class WithYamux extends Mtls {
        WithYamux() {
            super(Map.of("mux.type", "yamux"));
        }
    }
}
