package io.gost.plugin.quic;

import io.gost.spi.Dialer;
import io.gost.spi.Network;
import io.gost.spi.Options;
import io.gost.spi.Target;
import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestDialRequest;
import io.gost.spi.testkit.TestDialerContext;
import io.gost.spi.testkit.TestListenerContext;
import io.gost.spi.testkit.TestNetwork;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A listener whose streams say back what they hear, and a dialer. */
final class QuicRig {
    private final TestNetwork network;
    private final QuicListener listener;
    private final Dialer dialer;
    private final InetSocketAddress address;
    private final Set<Object> connections = ConcurrentHashMap.newKeySet();

    QuicRig(TestNetwork network, Map<String, ?> server, Map<String, ?> client) {
        this.network = network;
        this.listener =
                new QuicListener(
                        QuicOptions.ofListener(Options.of(server)),
                        new TestListenerContext(network));
        this.dialer =
                new QuicDialerProvider()
                        .create(
                                QuicOptions.ofDialer(Options.of(client)),
                                new TestDialerContext(network, "", null));
        this.address = (InetSocketAddress) Await.result(listener.start(this::echo));
        network.closing(() -> Await.result(listener.stop()));
        network.closing(dialer::close);
    }

    InetSocketAddress address() {
        return address;
    }

    /** How many connections the listener has seen streams of. */
    int connections() {
        return connections.size();
    }

    Peer open() {
        return open(address);
    }

    Peer open(InetSocketAddress node) {
        EventLoop loop = network.nextLoop();
        TestDialRequest request =
                new TestDialRequest(network, loop, Target.of(Network.TCP, node), node);
        return network.bridge(Await.stageOn(loop, () -> dialer.dial(request)));
    }

    private void echo(Channel stream) {
        connections.add(stream.parent());
        Parking.takeOver(stream, new Echo());
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.writeAndFlush(msg);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (HalfClose.isEndOfInput(evt)) {
                HalfClose.closeAfterFlush(ctx.channel());
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
