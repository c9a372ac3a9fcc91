package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

class HandshakeDeadlineTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void parkAndFreezeTime() {
        channel.freezeTime();
        Parking.park(channel);
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aSilentPeerFailsThePhaseAndClosesTheChannel() {
        CompletableFuture<Byte> answer = start(TIMEOUT);

        pass(TIMEOUT);

        assertThat(channel.isOpen()).isFalse();
        assertThat(answer).isCompletedExceptionally();
        assertThat(GostException.of(answer.exceptionNow()))
                .hasMessage("test peer did not answer within 5s")
                .extracting(GostException::category)
                .isEqualTo(GostException.Category.TIMEOUT);
    }

    @Test
    void anAnswerLiftsTheDeadline() {
        CompletableFuture<Byte> answer = start(TIMEOUT);

        channel.writeInbound(Unpooled.copiedBuffer(new byte[] {7}));
        pass(TIMEOUT);

        assertThat(answer).isCompletedWithValue((byte) 7);
        assertThat(channel.isOpen()).isTrue();
    }

    @Test
    void zeroIsNoDeadline() {
        CompletableFuture<Byte> answer = start(Duration.ZERO);

        pass(Duration.ofDays(1));

        assertThat(answer).isNotDone();
    }

    private CompletableFuture<Byte> start(Duration timeout) {
        return Stages.within(new OneByte().run(channel), channel, timeout, "test peer")
                .toCompletableFuture();
    }

    private void pass(Duration time) {
        channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    private static final class OneByte extends HandshakePhase<Byte> {
        OneByte() {
            super("test peer");
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            succeed(ctx, in.readByte());
        }
    }
}
