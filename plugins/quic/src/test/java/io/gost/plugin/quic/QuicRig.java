package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A listener whose streams say back what they hear, and a dialer. */
final class QuicRig {
    /** What a stream has to say to be told {@link #FLOODED} bytes. */
    static final ByteBuf FLOOD =
            Unpooled.unreleasableBuffer(
                    Unpooled.wrappedBuffer("flood".getBytes(StandardCharsets.US_ASCII)));

    private static final int FLOODED = 5 << 18;

    private final TestNetwork network;
    private final Map<String, ?> client;
    private final Dialer dialer;
    private final InetSocketAddress address;
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private TestListenerContext context;
    private QuicListener listener;

    QuicRig(TestNetwork network, Map<String, ?> server, Map<String, ?> client) {
        this(network, new TestListenerContext(network), server, client);
    }

    QuicRig(
            TestNetwork network,
            TestListenerContext context,
            Map<String, ?> server,
            Map<String, ?> client) {
        this.network = network;
        this.context = context;
        this.client = client;
        this.listener = new QuicListener(QuicOptions.ofListener(Options.of(server)), context);
        this.address = (InetSocketAddress) Await.result(listener.start(this::echo));
        network.closing(() -> Await.result(listener.stop()));
        this.dialer = newDialer();
    }

    /** Another program with the same options. */
    Dialer newDialer() {
        Dialer made =
                new QuicDialerProvider()
                        .create(
                                QuicOptions.ofDialer(Options.of(client)),
                                new TestDialerContext(network, "", null));
        network.closing(made::close);
        return made;
    }

    /** Stops the listener, and starts another one on the same address. */
    void listenAnew(Map<String, ?> server) {
        Await.result(listener.stop());
        context = context.successor();
        listener = new QuicListener(QuicOptions.ofListener(Options.of(server)), context);
        connections.clear();
        assertThat(Await.result(listener.start(this::echo))).isEqualTo(address);
    }

    InetSocketAddress address() {
        return address;
    }

    /** How many connections the present listener has seen streams of. */
    int connections() {
        return connections.size();
    }

    /** The first of them. */
    Channel connection() {
        return connections.iterator().next();
    }

    Peer open() {
        return open(address);
    }

    Peer open(InetSocketAddress node) {
        return network.bridge(dial(dialer, node));
    }

    Peer open(Dialer by) {
        return network.bridge(dial(by, address));
    }

    /** A stream that nobody reads from. */
    Channel dial() {
        return dial(dialer, address);
    }

    private Channel dial(Dialer by, InetSocketAddress node) {
        EventLoop loop = network.nextLoop();
        TestDialRequest request =
                new TestDialRequest(network, loop, Target.of(Network.TCP, node), node);
        return Await.stageOn(loop, () -> by.dial(request));
    }

    private void echo(Channel stream) {
        connections.add(stream.parent());
        Parking.takeOver(stream, new Echo());
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf said = (ByteBuf) msg;
            if (said.equals(FLOOD)) {
                said.release();
                ctx.writeAndFlush(Unpooled.wrappedBuffer(new byte[FLOODED]));
            } else {
                ctx.writeAndFlush(said);
            }
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
