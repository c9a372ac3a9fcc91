package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.BindingConnector;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Multiplexer;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Network;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.List;
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

    @Test
    void withoutAMultiplexerEverythingButBindingStreamsWorks() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Parking.park(channel);
        try (TestNetwork network = TestNetwork.open()) {
            TestConnectorContext context = new TestConnectorContext(network, null);
            context.multiplexers(missing(Category.PLUGIN));
            RelayConnectorProvider provider = new RelayConnectorProvider();
            BindingConnector connector =
                    (BindingConnector)
                            provider.create(provider.read(Options.of(Map.of())), context);
            CompletionStage<?> bound = connector.bind(channel, Target.tcp("", 80));
            assertThat(bound.toCompletableFuture().exceptionNow())
                    .hasMessageContaining("needs a multiplexer");
            assertThat(channel.isOpen()).isFalse();
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    @Test
    void aMultiplexerThatTheConfigurationNamesMustBeThere() {
        try (TestNetwork network = TestNetwork.open()) {
            TestConnectorContext context = new TestConnectorContext(network, null);
            context.multiplexers(missing(Category.CONFIG));
            RelayConnectorProvider provider = new RelayConnectorProvider();
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> provider.create(provider.read(Options.of(Map.of())), context))
                    .withMessage("no smux");
        }
    }

    private static TestMultiplexers missing(Category category) {
        return new TestMultiplexers(List.of(new Missing(category)), Map.of());
    }

    /** As the runtime does when there is no such plugin. */
    private record Missing(Category category) implements MultiplexerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("smux");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Multiplexer create(NoOptions options, PluginContext context) {
            throw new GostException(category, "no smux");
        }
    }
}
