package io.gost.plugin.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.DialRequest;
import io.gost.spi.MultiplexSession;
import io.gost.spi.Multiplexer;
import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.SessionPool;
import io.gost.spi.testkit.LeakExtension;
import io.gost.spi.testkit.TestCarrier;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.helpers.NOPLogger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Version 1 cannot keep a stalled stream from stalling its session: new ones go elsewhere. */
@ExtendWith(LeakExtension.class)
class SmuxStallTest {
    private static final int BUFFER = 65_536;
    private static final String KIBIBYTE = "0102000403000000" + "00".repeat(1024);

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final Multiplexer smux =
            new Smux(
                    SmuxOptions.read(Options.of(Map.of("mux.maxReceiveBuffer", BUFFER))),
                    NOPLogger.NOP_LOGGER);
    private final List<TestCarrier> carriers = new ArrayList<>();
    private final SessionPool pool = new SessionPool(_ -> session());

    @AfterEach
    void close() {
        pool.close();
        carriers.forEach(TestCarrier::close);
        loop.finishAndReleaseAll();
    }

    @Test
    void whileAStreamIsNotReadNewOnesGetAnotherSession() {
        request(0);
        carriers.getFirst().receive(KIBIBYTE.repeat(64));
        request(1);
        request(1);
        assertThat(carriers).hasSize(2);
    }

    @Test
    void aReaderThatIsOnlySlowStallsItsSessionToo() {
        Channel slow = request(0);
        TestCarrier carrier = carriers.getFirst();
        carrier.receive(KIBIBYTE.repeat(64));
        read(slow);
        assertThat(carrier.channel().config().isAutoRead()).isTrue();
        request(1);
        read(slow);
        assertThat(carrier.session().hasRoom()).isTrue();
    }

    @Test
    void aSessionIsUsedAgainWhenTheStalledStreamIsGone() {
        Channel stalled = request(0);
        carriers.getFirst().receive(KIBIBYTE.repeat(64));
        stalled.close();
        request(0);
        assertThat(carriers).hasSize(1);
    }

    @Test
    void aConnectionThatTakesNothingForASecondGetsNoMoreStreams() {
        request(0);
        TestCarrier first = carriers.getFirst();
        setWritable(first, false);
        first.pass(Duration.ofMillis(999));
        request(0);
        first.pass(Duration.ofMillis(1));
        request(1);
        setWritable(first, true);
        assertThat(first.session().hasRoom()).isTrue();
    }

    /** Takes a quarter of what can wait. */
    private void read(Channel stream) {
        for (int i = 0; i < 16; i++) {
            stream.read();
            carriers.getFirst().channel().runPendingTasks();
        }
    }

    private static void setWritable(TestCarrier carrier, boolean writable) {
        carrier.channel().unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
        carrier.channel().runPendingTasks();
    }

    private CompletionStage<MultiplexSession> session() {
        TestCarrier carrier = TestCarrier.client(smux);
        carriers.add(carrier);
        return CompletableFuture.completedStage(carrier.session());
    }

    /** Opens a stream that nobody reads, and that belongs to a session. */
    private Channel request(int session) {
        Channel stream = pool.open(new Request()).toCompletableFuture().join();
        assertThat(stream.parent()).isSameAs(carriers.get(session).channel());
        return stream;
    }

    /** A request on a loop of its own. */
    private final class Request implements DialRequest {
        @Override
        public Target address() {
            return Target.tcp("node.test", 1);
        }

        @Override
        public EventLoop eventLoop() {
            return loop.eventLoop();
        }

        @Override
        public Duration timeout() {
            return Duration.ofSeconds(15);
        }

        @Override
        public CompletionStage<Channel> open(SocketOptions options) {
            throw new AssertionError("the opener of this test connects nowhere");
        }

        @Override
        public CompletionStage<Channel> openDatagrams() {
            throw new AssertionError("the opener of this test connects nowhere");
        }
    }
}
