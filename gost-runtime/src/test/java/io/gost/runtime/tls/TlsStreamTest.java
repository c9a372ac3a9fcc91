package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.gost.spi.support.HalfClose;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

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

    /** Whoever closes once everything has left waits for such a write, the farewell included. */
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void behindTheEndOfOutputAnEmptyWriteWorksAndAnotherDoesNot(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            Channel client = handshake.client(TlsFixture.client(engine, null), "test");
            watched(handshake.server());
            HalfClose.shutdownOutput(client);
            Await.until(
                    "the server has noticed",
                    () -> seen.stream().anyMatch(HalfClose::isEndOfInput));
            assertThat(client.writeAndFlush(Unpooled.EMPTY_BUFFER).await().isSuccess()).isTrue();
            assertThat(
                            client.writeAndFlush(Unpooled.wrappedBuffer(new byte[1]))
                                    .await()
                                    .isSuccess())
                    .isFalse();
        }
    }

    /** Everything the client says behind its greeting comes at once. */
    @ParameterizedTest
    @EnumSource(TlsEngine.class)
    void aClientMayEndItsOutputTogetherWithItsHandshake(TlsEngine engine) throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, TlsFixture.server(engine, null));
            HeldBack held = new HeldBack();
            Channel client = handshake.client(TlsFixture.client(TlsEngine.JDK, null), "test", held);
            client.write(Unpooled.copiedBuffer("last words", UTF_8));
            HalfClose.shutdownOutput(client);
            client.eventLoop().execute(held::letGo);
            Channel server = watched(handshake.server());
            Await.until(
                    "the server has noticed",
                    () -> seen.stream().anyMatch(HalfClose::isEndOfInput));
            assertThat(seen.peek()).isEqualTo("last words");
            watched(client);
            server.writeAndFlush(Unpooled.copiedBuffer("answer", UTF_8));
            Await.until("the client hears", () -> seen.contains("answer"));
        }
    }

    /** One packet less, and the server wakes once instead of twice. */
    @Test
    void aClientsLastMessageGoesTogetherWithWhatItSaysFirst() throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake =
                    new Handshake(network, TlsFixture.server(TlsEngine.BORINGSSL, null));
            Flushes flushes = new Flushes();
            handshake.client(
                    TlsFixture.client(TlsEngine.BORINGSSL, null),
                    "test",
                    flushes,
                    client ->
                            Stages.of(client.writeAndFlush(Unpooled.copiedBuffer("first", UTF_8))));
            watched(handshake.server());
            Await.until("the server hears", () -> seen.contains("first"));
            // The greeting; change_cipher_spec and finished with the first words.
            assertThat(flushes.count).hasValue(2);
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
            assertThat(seen).noneMatch(String.class::isInstance);
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

    /** Lets a first message through and keeps the others until it lets go. */
    private static final class HeldBack extends ChannelOutboundHandlerAdapter {
        private final List<Object> messages = new ArrayList<>();
        private @Nullable ChannelHandlerContext holder;
        private boolean any;
        private boolean free;

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            holder = ctx;
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (any && !free) {
                messages.add(msg);
                promise.setSuccess();
            } else {
                any = true;
                ctx.write(msg, promise);
            }
        }

        void letGo() {
            free = true;
            ByteBuf all = Unpooled.buffer();
            for (Object message : messages) {
                all.writeBytes((ByteBuf) message);
                ReferenceCountUtil.release(message);
            }
            requireNonNull(holder).writeAndFlush(all);
        }
    }

    /** Counts the flushes that have something to flush. */
    private static final class Flushes extends ChannelOutboundHandlerAdapter {
        private final AtomicInteger count = new AtomicInteger();
        private boolean written;

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            written = true;
            ctx.write(msg, promise);
        }

        @Override
        public void flush(ChannelHandlerContext ctx) {
            if (written) {
                count.incrementAndGet();
                written = false;
            }
            ctx.flush();
        }
    }

    private final class Watch extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            seen.add(((ByteBuf) msg).toString(UTF_8));
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
