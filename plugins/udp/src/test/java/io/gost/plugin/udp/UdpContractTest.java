package io.gost.plugin.udp;

import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
import io.gost.spi.NoOptions;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.DatagramContract;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestNetwork;
import io.gost.spi.testkit.TestService;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The dialer sends to the listener, whose sessions go on to the target. */
final class UdpContractTest implements DatagramContract {
    @Override
    public Channel openDatagrams(TestNetwork network, Target target) {
        TestService service =
                TestService.of(network, new Forwarding())
                        .listener(new UdpListenerProvider(), Map.of("keepalive", true))
                        .start();
        return dial(network, service.address());
    }

    static Channel dial(TestNetwork network, InetSocketAddress node) {
        Dialer dialer =
                new UdpDialerProvider()
                        .create(NoOptions.NONE, new TestDialerContext(network, "", null));
        EventLoop loop = network.nextLoop();
        DialRequest request =
                new TestDialRequest(network, loop, Target.of(io.gost.spi.Network.TCP, node), node);
        return Await.stageOn(
                loop,
                () ->
                        dialer.dial(request)
                                .thenCompose(channel -> dialer.handshake(channel, request)));
    }

    /** Relays to the forwarder's target. */
    static final class Forwarding implements HandlerProvider<NoOptions> {
        @Override
        public List<String> types() {
            return List.of("forwarding");
        }

        @Override
        public NoOptions read(Options options) {
            return NoOptions.NONE;
        }

        @Override
        public Handler create(NoOptions options, HandlerContext context) {
            return session ->
                    session.forward()
                            .thenAccept(upstream -> session.relay(upstream, Duration.ZERO));
        }
    }
}
