package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What an established connection makes of a peer that misbehaves, on both engines. */
class TlsStreamTest {
    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aConnectionThatIsCutIsNoEndOfInput(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            Channel client = handshake.client(TlsFixture.client(engine, null), "test");
            Channel server = watched(handshake.server());
            client.eventLoop().execute(() -> client.pipeline().firstContext().close());
            Await.until("the server has noticed", () -> !server.isOpen());
            assertThat(seen).noneMatch(HalfClose::isEndOfInput);
        }
    }

    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void anEndedOutputIsAnEndOfInput(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            Channel client = handshake.client(TlsFixture.client(engine, null), "test");
            Channel server = watched(handshake.server());
            HalfClose.shutdownOutput(client);
            Await.until(
                    "the server has noticed",
                    () -> seen.stream().anyMatch(HalfClose::isEndOfInput));
            assertThat(server.isOpen()).isTrue();
            assertThat(client.isOpen()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BORINGSSL, 1703030020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "JDK, 1703030020000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
        "BORINGSSL, 170303ffff",
        "BORINGSSL, 474554202f20485454502f312e310d0a",
        "JDK, 474554202f20485454502f312e310d0a",
        "BORINGSSL, 15030300020228",
        "JDK, 15030300020228"
    })
    void forgedRecordsEndTheConnection(TlsEngine engine, String hex) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            Channel client = handshake.client(TlsFixture.client(engine, null), "test");
            watched(client);
            Channel server = watched(handshake.server());
            ByteBuf forged = Unpooled.wrappedBuffer(java.util.HexFormat.of().parseHex(hex));
            client.eventLoop()
                    .execute(() -> client.pipeline().firstContext().writeAndFlush(forged));
            Await.until("the server has noticed", () -> !server.isOpen());
            Await.until(
                    "the client was told",
                    () -> !client.isOpen() || seen.stream().anyMatch(HalfClose::isEndOfInput));
            assertThat(seen).noneMatch(ByteBuf.class::isInstance);
        }
    }

    /** Takes a channel over and writes down what comes. */
    private Channel watched(Channel channel) {
        Await.on(
                channel.eventLoop(),
                () -> {
                    Parking.takeOver(channel, new Watch());
                    return channel;
                });
        return channel;
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            seen.add(msg);
            ReferenceCountUtil.release(msg);
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            seen.add(evt);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
