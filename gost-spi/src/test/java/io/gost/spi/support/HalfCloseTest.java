package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.Await;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.LoopbackServer;
import io.gost.spi.testkit.Peer;
import io.gost.spi.testkit.TestNetwork;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import io.netty.util.ReferenceCountUtil;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

final class HalfCloseTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final FakeStream stream = FakeStream.open(loop);
    private final List<String> layers = new ArrayList<>();

    @AfterEach
    void close() {
        stream.close();
        loop.finishAndReleaseAll();
    }

    @Test
    void knowsTheEndOfInput() {
        assertThat(HalfClose.isEndOfInput(ChannelInputShutdownEvent.INSTANCE)).isTrue();
        assertThat(HalfClose.isEndOfInput(ChannelOutputShutdownEvent.INSTANCE)).isFalse();
    }

    @Test
    void endsTheOutputOfASocketAndLeavesItsInputOpen() throws IOException {
        try (TestNetwork network = TestNetwork.open()) {
            LoopbackServer server = network.manualServer();
            Channel channel = Await.result(network.dial(server.address(), network.nextLoop()));
            Peer peer = server.accept();
            channel.write(Unpooled.copiedBuffer(new byte[] {1, 2}));
            HalfClose.shutdownOutput(channel);
            assertThat(peer.receiveToEnd()).containsExactly(1, 2);
            assertThat(channel.isOpen()).isTrue();
            channel.close();
        }
    }

    @Test
    void endsTheOutputAfterWhatWasWritten() {
        stream.room(0);
        stream.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.shutdownOutput(stream);
        assertThat(stream.outputEnded()).isFalse();
        stream.room(10);
        assertThat(stream.sent()).isEqualTo("a");
        assertThat(stream.outputEnded()).isTrue();
    }

    @Test
    void endsTheOutputWhenTheLastByteTookTheLastCredit() {
        stream.room(1);
        stream.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.shutdownOutput(stream);
        assertThat(stream.outputEnded()).isTrue();
    }

    @Test
    void leavesTheEndToTheTopmostLayerThatHasAWordForIt() {
        stream.pipeline().addLast(new Layer("lower"), new Layer("upper"));
        stream.pipeline().addLast(new ChannelInboundHandlerAdapter());
        HalfClose.shutdownOutput(stream);
        assertThat(layers).containsExactly("upper");
        assertThat(stream.outputEnded()).isFalse();
    }

    @Test
    void closesAChannelThatCannotEndOneDirection() {
        HalfClose.shutdownOutput(loop);
        assertThat(loop.isOpen()).isFalse();
    }

    @Test
    void closesAChannelWhoseOutputIsBroken() {
        stream.breakSending();
        stream.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.shutdownOutput(stream);
        loop.runPendingTasks();
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void closesAfterWhatWasWritten() {
        stream.room(0);
        stream.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.closeAfterFlush(stream);
        loop.runPendingTasks();
        assertThat(stream.isOpen()).isTrue();
        stream.room(1);
        assertThat(stream.sent()).isEqualTo("a");
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void leavesNoTimerBehind() {
        loop.freezeTime();
        stream.room(0);
        stream.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.closeAfterFlush(stream);
        loop.runPendingTasks();
        stream.room(1);
        assertThat(loop.runScheduledPendingTasks()).isNegative();
    }

    @Test
    void closesAChannelThatWasClosed() {
        stream.close();
        HalfClose.closeAfterFlush(stream);
        HalfClose.shutdownOutput(stream);
        loop.runPendingTasks();
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void closesAChannelWithoutAnOutboundBufferOfItsOwn() {
        loop.freezeTime();
        stream.shutdownOutput();
        stream.pipeline().addLast(new NeverFlushed());
        HalfClose.closeAfterFlush(stream);
        loop.runPendingTasks();
        assertThat(stream.isOpen()).isTrue();
        loop.advanceTimeBy(31, TimeUnit.SECONDS);
        loop.runPendingTasks();
        assertThat(stream.isOpen()).isFalse();
    }

    @Test
    void sendsNoEmptyDatagramWhenItCloses() {
        FakeStream datagrams = FakeStream.openDatagrams(loop);
        datagrams.write(Unpooled.copiedBuffer(new byte[] {'a'}));
        HalfClose.closeAfterFlush(datagrams);
        assertThat(datagrams.messages()).isEqualTo(1);
        assertThat(datagrams.isOpen()).isFalse();
    }

    /** Has a word for the end. */
    private final class Layer extends ChannelInboundHandlerAdapter implements HalfClose.Layer {
        private final String name;

        Layer(String name) {
            this.name = name;
        }

        @Override
        public void shutdownOutput(ChannelHandlerContext ctx) {
            assertThat(ctx.handler()).isSameAs(this);
            layers.add(name);
        }
    }

    /** A layer that keeps everything for itself. */
    private static final class NeverFlushed extends ChannelOutboundHandlerAdapter {
        @Override
        public void write(ChannelHandlerContext ctx, Object msg, ChannelPromise promise) {
            ReferenceCountUtil.release(msg);
        }
    }
}
