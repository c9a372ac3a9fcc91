package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.BindingConnector;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Map;
import java.util.concurrent.CompletionStage;

class RelayConnectorTest {
    @ParameterizedTest
    @EnumSource(names = {"TCP", "UDP"})
    void tooLongNamesToBindAreRefusedBeforeAnythingIsWritten(Network kind) {
        EmbeddedChannel channel = new EmbeddedChannel();
        Parking.park(channel);
        try (TestNetwork network = TestNetwork.open()) {
            RelayConnectorProvider provider = new RelayConnectorProvider();
            var connector =
                    provider.create(
                            provider.read(Options.of(Map.of())),
                            new TestConnectorContext(network, null));
            Target tooLong = new Target(kind, "a".repeat(256), 80);
            CompletionStage<?> bound =
                    kind == Network.TCP
                            ? ((BindingConnector) connector).bind(channel, tooLong)
                            : ((DatagramBindingConnector) connector)
                                    .bindDatagrams(channel, tooLong);

            assertThat(GostException.of(bound.toCompletableFuture().exceptionNow()).category())
                    .isEqualTo(Category.CONFIG);
            assertThat(channel.<Object>readOutbound()).isNull();
            assertThat(channel.isOpen()).isFalse();
        } finally {
            channel.finishAndReleaseAll();
        }
    }
}
