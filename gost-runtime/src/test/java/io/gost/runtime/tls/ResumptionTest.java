package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;
import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLParameters;

/** Which handshakes offer ML-KEM: its key is longer than all else in a client's first message. */
class ResumptionTest {
    /** FIPS 203, table 3: the encapsulation key of ML-KEM-768. */
    private static final int ML_KEM_KEY = 1_184;

    private final AtomicInteger received = new AtomicInteger();
    private final TlsClient client = TlsFixture.client(TlsEngine.BORINGSSL, null);

    @Test
    void aFirstHandshakeOffersMlKemAndItsResumptionDoesNot() throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, server());
            assertThat(offersMlKem(handshake, "test")).isTrue();
            for (int i = 0; i < 5; i++) {
                assertThat(offersMlKem(handshake, "test")).isFalse();
            }
        }
    }

    @Test
    void aServerThatWasNotMetYetIsOfferedMlKem() throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, server());
            assertThat(offersMlKem(handshake, "one.test")).isTrue();
            assertThat(offersMlKem(handshake, "two.test")).isTrue();
            assertThat(offersMlKem(handshake, "one.test")).isFalse();
        }
    }

    @Test
    void moreConnectionsAtOnceThanSessionsOfferMlKem() throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, server());
            assertThat(offersMlKem(handshake, "test")).isTrue();
            List<Boolean> offers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                FirstMessage first = new FirstMessage();
                handshake.client(client, "test", first);
                handshake.server(); // nobody reads, so no ticket arrives
                offers.add(first.length > ML_KEM_KEY);
            }
            assertThat(offers).containsExactly(false, false, true, true);
        }
    }

    @Test
    void whatDescendsFromARefusedSessionIsNotUsed() throws Exception {
        try (TestNetwork network = TestNetwork.open()) {
            Handshake before = new Handshake(network, server());
            assertThat(offersMlKem(before, "test")).isTrue();
            int full = received.get();
            Handshake after = new Handshake(network, server()); // with other ticket keys
            assertThat(offersMlKem(after, "test")).isFalse();
            assertThat(offersMlKem(after, "test")).isTrue();
            // A certificate and a signature, although there were tickets.
            assertThat(received).hasValueGreaterThan(full - 100);
            assertThat(offersMlKem(after, "test")).isTrue();
            assertThat(received).hasValueLessThan(full - 300);
        }
    }

    @Test
    void aServerThatKnowsNothingButMlKemFailsOnce() throws Exception {
        Identity identity =
                new SelfSigned("test", "Test", Duration.ofDays(2)).generate(Instant.now());
        SslContext onlyMlKem =
                SslContextBuilder.forServer(identity.key(), identity.chain())
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                        .build();
        try (TestNetwork network = TestNetwork.open()) {
            Channel listening =
                    network.listen(
                            channel -> {
                                network.closing(channel::close);
                                SslHandler tls = onlyMlKem.newHandler(channel.alloc());
                                SSLParameters groups = tls.engine().getSSLParameters();
                                groups.setNamedGroups(new String[] {"X25519MLKEM768"});
                                tls.engine().setSSLParameters(groups);
                                Parking.takeOver(channel, tls, new Greeting());
                            });
            greeted(network, listening);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> greeted(network, listening))
                    .satisfies(e -> assertThat(e.category()).isEqualTo(Category.HANDSHAKE));
            greeted(network, listening);
            greeted(network, listening);
        } finally {
            ReferenceCountUtil.release(onlyMlKem);
        }
    }

    /** An older server may become a newer one that knows its sessions. */
    @Test
    void sessionsInWhichThereIsNoMlKemAreResumedWithIt() throws Exception {
        TlsServer old =
                TlsFixture.server(
                        TlsEngine.BORINGSSL,
                        TlsFixture.block().versions("", "VersionTLS12").build());
        try (TestNetwork network = TestNetwork.open()) {
            Handshake handshake = new Handshake(network, old);
            assertThat(offersMlKem(handshake, "test")).isTrue();
            int full = received.get();
            for (int i = 0; i < 3; i++) {
                assertThat(offersMlKem(handshake, "test")).isTrue();
                assertThat(received).hasValueLessThan(full - 300);
            }
        }
    }

    @Test
    void eachRefusalPausesForTwiceAsLongAsTheOneBefore() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
        Resumption resumption = new Resumption(nanos::get);
        assertThat(resumption.isPaused()).isFalse();
        for (int minutes = 5; minutes <= 20; minutes *= 2) {
            resumption.refused();
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(minutes) - 1);
            assertThat(resumption.isPaused()).isTrue();
            nanos.incrementAndGet();
            assertThat(resumption.isPaused()).isFalse();
        }
    }

    private static TlsServer server() {
        return TlsFixture.server(TlsEngine.BORINGSSL, null);
    }

    /** Connects and exchanges a few bytes, after which the client has the server's tickets. */
    private boolean offersMlKem(Handshake handshake, String name) throws Exception {
        FirstMessage first = new FirstMessage();
        received.set(0);
        handshake.exchange(client, name, first);
        return first.length > ML_KEM_KEY;
    }

    /** Connects and reads what the server says first, after which the client has its tickets. */
    private void greeted(TestNetwork network, Channel listening) throws IOException {
        Channel raw = Await.result(network.dial(listening.localAddress(), network.nextLoop()));
        network.closing(raw::close);
        Channel near =
                Await.stageOn(
                        raw.eventLoop(),
                        () -> client.connect(raw, Target.tcp("test", 443), List.of()));
        Peer peer = network.bridge(near);
        assertThat(peer.receiveText(5)).isEqualTo("hello");
        peer.close();
    }

    private static final class Greeting extends ChannelInboundHandlerAdapter {
        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object evt) {
            if (evt instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                ctx.writeAndFlush(Unpooled.copiedBuffer("hello", StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ReferenceCountUtil.release(msg);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** Sees what TLS sends first, and counts what comes. */
    private final class FirstMessage extends ChannelDuplexHandler {
        private volatile int length;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            received.addAndGet(((ByteBuf) msg).readableBytes());
            ctx.fireChannelRead(msg);
        }

        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            if (length == 0) {
                length = ((ByteBuf) msg).readableBytes();
            }
            ctx.write(msg, promise);
        }
    }
}
