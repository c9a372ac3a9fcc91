package io.gost.plugin.relay;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.spi.Credentials;
import io.gost.spi.Target;
import io.gost.spi.testkit.DatagramContract;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Nested;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Datagrams for one target, and an association, which is an address bound for anybody. */
class RelayDatagramContractTest {
    private static final Credentials USER = Credentials.of("user", "secret");

    /** The request travels with the first datagram. */
    @Nested
    class HeldBack extends Both {
        HeldBack() {
            super(false);
        }
    }

    /** The request is sent at once and its answer waited for. */
    @Nested
    class AtOnce extends Both {
        AtOnce() {
            super(true);
        }
    }

    abstract static class Both implements DatagramContract {
        private final Map<String, ?> metadata;

        Both(boolean nodelay) {
            metadata = Map.of("nodelay", nodelay);
        }

        @Override
        public Channel openDatagrams(TestNetwork network, Target target) {
            TestService server =
                    TestService.of(network, new RelayHandlerProvider()).metadata(metadata).start();
            return DatagramContract.connect(
                    network, new RelayConnectorProvider(), metadata, server.address(), target);
        }

        @Override
        public Optional<Channel> associate(TestNetwork network) {
            TestMultiplexers smux = new TestMultiplexers(List.of(new SmuxProvider()), Map.of());
            TestService server =
                    TestService.of(network, new RelayHandlerProvider())
                            .metadata(Map.of("bind", true))
                            .credentials(USER)
                            .context(context -> context.multiplexers(smux))
                            .start();
            return Optional.of(
                    DatagramContract.associate(
                            network,
                            new RelayConnectorProvider(),
                            metadata,
                            USER,
                            server.address()));
        }
    }
}
