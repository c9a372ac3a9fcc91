package io.gost.plugin.mtcp;

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

final class MtcpContractTest {
    private abstract static class Mtcp implements TransportContract {
        private final Map<String, ?> metadata;

        Mtcp(Map<String, ?> metadata) {
            this.metadata = metadata;
        }

        @Override
        public ListenerProvider<?> listenerProvider() {
            return new MtcpListenerProvider();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return new MtcpDialerProvider();
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

        @Override
        public Set<Capability> without() {
            return EnumSet.of(Capability.REQUEST, Capability.ANSWER);
        }
    }

    @Nested
    final class WithSmux extends Mtcp {
        WithSmux() {
            super(Map.of());
        }
    }

    @Nested
    final class WithSmuxVersion1 extends Mtcp {
        WithSmuxVersion1() {
            super(Map.of("mux.version", 1, "mux.maxReceiveBuffer", "1MiB"));
        }

        @Override
        public Set<Capability> without() {
            return EnumSet.of(Capability.REQUEST, Capability.ANSWER, Capability.HALF_CLOSE);
        }
    }

    @Nested
    final class WithYamux extends Mtcp {
        WithYamux() {
            super(Map.of("mux.type", "yamux"));
        }
    }
}
