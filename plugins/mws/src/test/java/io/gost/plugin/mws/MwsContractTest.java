package io.gost.plugin.mws;

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

/** The contract holds over WebSocket, in the clear and over TLS, with each multiplexer. */
final class MwsContractTest {
    private abstract static class Mws implements TransportContract {
        private final Map<String, ?> metadata;

        Mws(Map<String, ?> metadata) {
            this.metadata = metadata;
        }

        @Override
        public ListenerProvider<?> listenerProvider() {
            return new MwsListenerProvider();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return new MwsDialerProvider();
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
            // smux version 1 has no word for the end of one direction
            return EnumSet.of(Capability.HALF_CLOSE);
        }
    }

    @Nested
    final class WithSmux extends Mws {
        WithSmux() {
            super(Map.of("mux.maxReceiveBuffer", "1MiB"));
        }
    }

    @Nested
    final class WithSmuxVersion2 extends Mws {
        WithSmuxVersion2() {
            super(Map.of("mux.version", 2));
        }

        @Override
        public Set<Capability> without() {
            return EnumSet.noneOf(Capability.class);
        }
    }

    @Nested
    final class WithYamux extends Mws {
        WithYamux() {
            super(Map.of("mux.type", "yamux"));
        }

        @Override
        public Set<Capability> without() {
            return EnumSet.noneOf(Capability.class);
        }
    }

    @Nested
    final class OverTls extends Mws {
        OverTls() {
            super(Map.of("mux.maxReceiveBuffer", "1MiB"));
        }

        @Override
        public ListenerProvider<?> listenerProvider() {
            return new MwssListenerProvider();
        }

        @Override
        public DialerProvider<?> dialerProvider() {
            return new MwssDialerProvider();
        }
    }
}
