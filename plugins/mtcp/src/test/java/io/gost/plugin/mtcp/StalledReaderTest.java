package io.gost.plugin.mtcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.support.Parking;
import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.Payload;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** One stream whose owner does not read, among many over one connection. */
final class StalledReaderTest {
    private static final int STREAMS = 1_000;
    private static final int AT_A_TIME = 100;
    private static final byte[] SHARE = Payload.of(1, 16 << 10);
    private static final int FIRST = 100;

    /** More than a session without windows would take. */
    private static final byte[] FLOOD = Payload.of(2, 8 << 20);

    @ParameterizedTest
    @ValueSource(strings = {"smux", "yamux"})
    void allOtherStreamsCarryAllTheirBytes(String multiplexer) {
        try (TestNetwork network = TestNetwork.open()) {
            Map<String, ?> metadata = Map.of("mux.type", multiplexer, "backlog", 2 * AT_A_TIME);
            MtcpRig rig = new MtcpRig(network, metadata);
            Channel stalled = rig.open();
            ChannelFuture up = send(stalled, FLOOD, 0, FLOOD.length);
            Channel stalledAtServer = rig.accepted();
            ChannelFuture down = send(stalledAtServer, FLOOD, 0, FLOOD.length);

            List<Channel> asking = new ArrayList<>();
            List<Reader> answers = new ArrayList<>();
            while (asking.size() < STREAMS) {
                asking.addAll(open(rig));
                asking.stream()
                        .skip(answers.size())
                        .map(StalledReaderTest::ask)
                        .forEach(answers::add);
                answers.forEach(each -> Await.result(each.begun()));
            }
            asking.forEach(stream -> send(stream, SHARE, FIRST, SHARE.length));
            answers.forEach(each -> assertThat(Await.result(each.sum())).isEqualTo(sum(SHARE)));
            assertThat(rig.connections()).isEqualTo(1);
            assertThat(up.isDone()).as("the stalled stream's bytes were taken").isFalse();
            assertThat(down.isDone()).as("the stalled stream's bytes were taken").isFalse();

            Reader late = own(stalled, new Reader(FLOOD.length));
            Reader lateAtServer = own(stalledAtServer, new Reader(FLOOD.length));
            assertThat(Await.result(late.sum())).isEqualTo(sum(FLOOD));
            assertThat(Await.result(lateAtServer.sum())).isEqualTo(sum(FLOOD));
        }
    }

    /** Opens as many as a peer may leave without an acknowledgement, and serves them. */
    private static List<Channel> open(MtcpRig rig) {
        List<CompletableFuture<Channel>> opening =
                Stream.generate(rig::opening).limit(AT_A_TIME).toList();
        opening.forEach(_ -> own(rig.accepted(), new Echo()));
        return opening.stream().map(Await::result).toList();
    }

    private static Reader ask(Channel stream) {
        send(stream, SHARE, 0, FIRST);
        return own(stream, new Reader(SHARE.length));
    }

    private static ChannelFuture send(Channel stream, byte[] bytes, int from, int to) {
        return stream.writeAndFlush(Unpooled.wrappedBuffer(bytes, from, to - from));
    }

    private static <T extends Owner> T own(Channel stream, T owner) {
        stream.eventLoop().execute(() -> Parking.takeOver(stream, owner));
        return owner;
    }

    private static long sum(byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return sum.getValue();
    }

    /** Whoever has a stream until the session ends with the test. */
    private abstract static class Owner extends ChannelInboundHandlerAdapter {
        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** Sends back what comes. */
    private static final class Echo extends Owner {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ctx.write(msg, ctx.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            ctx.flush();
        }
    }

    /** Sums up what comes until there is enough. */
    private static final class Reader extends Owner {
        private final CRC32 sum = new CRC32();
        private final CompletableFuture<Void> begun = new CompletableFuture<>();
        private final CompletableFuture<Long> all = new CompletableFuture<>();
        private int left;

        Reader(int bytes) {
            left = bytes;
        }

        CompletableFuture<Void> begun() {
            return begun;
        }

        CompletableFuture<Long> sum() {
            return all;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf bytes = (ByteBuf) msg;
            begun.complete(null);
            left -= bytes.readableBytes();
            sum.update(bytes.nioBuffer());
            bytes.release();
            if (left == 0) {
                all.complete(sum.getValue());
            }
        }
    }
}
