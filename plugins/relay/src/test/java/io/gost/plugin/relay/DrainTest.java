package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.plugin.smux.SmuxProvider;
import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.DrainEvent;
import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestConnectorContext;
import io.gost.spi.testkit.TestMultiplexers;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A client that has an address bound at a service that stops. */
class DrainTest {
    private final TestNetwork network = TestNetwork.open();
    private final TestMultiplexers smux =
            new TestMultiplexers(List.of(new SmuxProvider()), Map.of());
    private final TestService service =
            TestService.of(network, new RelayHandlerProvider())
                    .metadata(Map.of("bind", true))
                    .context(context -> context.multiplexers(smux))
                    .start();
    private final EventLoop loop = network.nextLoop();
    private final Binding binding = bind();

    @AfterEach
    void close() {
        network.close();
    }

    @Test
    void anAddressWithoutVisitorsIsGivenUpAtOnce() {
        drain();
        assertIsLost();
    }

    @Test
    void anAddressIsKeptUntilTheLastVisitorHasLeft() throws IOException {
        try (Peer first = network.connect(binding.address())) {
            Peer atHome = network.bridge(next());
            drain();
            try (Peer second = network.connect(binding.address())) {
                network.bridge(next()).close();
                second.expectEnd();
            }
            first.send(new byte[] {1});
            assertThat(atHome.receive(1)).containsExactly(1);
            atHome.close();
            first.expectEnd();
        }
        assertIsLost();
    }

    private Binding bind() {
        TestConnectorContext context = new TestConnectorContext(network, null);
        context.multiplexers(smux);
        RelayConnectorProvider provider = new RelayConnectorProvider();
        BindingConnector connector =
                (BindingConnector) provider.create(provider.read(Options.of(Map.of())), context);
        return Await.result(
                network.dial(service.address(), loop)
                        .thenCompose(
                                channel -> connector.bind(channel, Target.tcp("127.0.0.1", 0))));
    }

    /** Whoever comes next, on the loop that the binding lives on. */
    private Channel next() {
        return Await.stageOn(loop, binding::accept);
    }

    private void assertIsLost() {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(this::next)
                .withMessage("the proxy has ended the binding");
    }

    private void drain() {
        Channel client = service.nextSession().channel();
        Await.on(
                client.eventLoop(),
                () -> client.pipeline().fireUserEventTriggered(DrainEvent.INSTANCE));
    }
}
