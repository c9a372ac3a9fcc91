package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Listener;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** What the contract test of a plain transport does not show: layers that refuse. */
final class StreamTransportTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();

    @Test
    void aConnectionWhoseHandshakeFailsIsClosedAndNotAccepted() {
        try (TestNetwork network = TestNetwork.open()) {
            Listener listener = new Refusing(false).listener(new TestListenerContext(network));
            Peer client = network.connect(start(network, listener));
            client.expectClosed();
            assertThat(accepted).isEmpty();
        }
    }

    @Test
    void aConnectionWhoseHandshakeThrowsIsClosedAndNotAccepted() {
        try (TestNetwork network = TestNetwork.open()) {
            Listener listener = new Refusing(true).listener(new TestListenerContext(network));
            Peer client = network.connect(start(network, listener));
            client.expectClosed();
            assertThat(accepted).isEmpty();
        }
    }

    @Test
    void aDialerAddsItsLayersInTheHandshakeOnly() {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.server(LoopbackServer.Behaviour.SILENT);
            Dialer dialer = new Refusing(false).dialer();
            TestDialRequest request =
                    new TestDialRequest(
                            network,
                            network.nextLoop(),
                            Target.of(Network.TCP, server.address()),
                            server.address());
            Channel channel = Await.stageOn(request.eventLoop(), () -> dialer.dial(request));
            assertThat(channel.isActive()).isTrue();
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(
                            () ->
                                    Await.stageOn(
                                            request.eventLoop(),
                                            () -> dialer.handshake(channel, request)))
                    .withMessage("not you");
            channel.close();
        }
    }

    private InetSocketAddress start(TestNetwork network, Listener listener) {
        network.closing(() -> Await.result(listener.stop()));
        return (InetSocketAddress) Await.result(listener.start(accepted::add));
    }

    private record Refusing(boolean byThrowing) implements StreamTransport {
        @Override
        public SocketOptions socketOptions() {
            return SocketOptions.DEFAULT;
        }

        @Override
        public CompletionStage<Channel> accept(Channel channel) {
            return refuse();
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, DialRequest request) {
            return refuse();
        }

        private CompletionStage<Channel> refuse() {
            if (byThrowing) {
                throw new GostException(Category.HANDSHAKE, "not you");
            }
            return Stages.failed(Category.HANDSHAKE, "not you");
        }
    }
}
