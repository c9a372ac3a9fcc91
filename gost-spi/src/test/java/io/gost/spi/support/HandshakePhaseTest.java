package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.testkit.LeakExtension;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * The phase of these tests says “hi” and reads four letters; “fail” and “boom” do what they say.
 */
final class HandshakePhaseTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final FakeStream channel = FakeStream.open(loop);

    @AfterEach
    void close() {
        channel.close();
        loop.finishAndReleaseAll();
    }

    @Test
    void saysItsOpeningAndReadsTheAnswer() {
        CompletableFuture<String> answer = run();
        assertThat(channel.sent()).isEqualTo("hi");
        channel.hear("fine");
        assertThat(answer).isCompletedWithValue("fine");
        assertParked();
    }

    @Test
    void waitsForAllOfTheAnswer() {
        CompletableFuture<String> answer = run();
        for (String letter : new String[] {"f", "i", "n"}) {
            channel.hear(letter);
            assertThat(answer).isNotDone();
        }
        channel.hear("e");
        assertThat(answer).isCompletedWithValue("fine");
    }

    @Test
    void readsWhatHadArrivedBefore() {
        channel.hear("fine");
        assertThat(run()).isCompletedWithValue("fine");
        assertParked();
    }

    @Test
    void leavesTheRestForTheNextPhase() {
        CompletableFuture<String> both =
                new Letters()
                        .run(channel)
                        .thenCompose(first -> new Letters().run(channel).thenApply(first::concat))
                        .toCompletableFuture();
        channel.hear("onetwo!?rest");
        assertThat(both).isCompletedWithValue("onetwo!?");
        assertParked();
        assertThat(remaining()).isEqualTo("rest");
    }

    @Test
    void leavesTheRestToAnOwnerThatComesMuchLater() {
        CompletableFuture<String> answer = run();
        channel.hear("finerest");
        assertThat(answer).isCompletedWithValue("fine");
        channel.hear("more");
        assertThat(remaining()).isEqualTo("restmore");
    }

    @Test
    void leavesTheEndForTheNextOwner() {
        CompletableFuture<String> answer = run();
        channel.receive(loop.alloc().buffer().writeBytes("fine".getBytes(StandardCharsets.UTF_8)));
        channel.hearEnd();
        assertThat(answer).isCompletedWithValue("fine");
        FakeStream other = FakeStream.open(loop);
        Relay.join(channel, other, Duration.ZERO);
        loop.runPendingTasks();
        assertThat(other.outputEnded()).isTrue();
        other.close();
    }

    @Test
    void completesWhenTheLastBytesAndTheEndComeTogether() {
        CompletableFuture<String> answer = run();
        channel.hear("fi");
        channel.receive(loop.alloc().buffer().writeBytes("ne".getBytes(StandardCharsets.UTF_8)));
        channel.hearEnd();
        assertThat(answer).isCompletedWithValue("fine");
    }

    @Test
    void failsAndClosesWhenThePeerEndsEarly() {
        CompletableFuture<String> answer = run();
        channel.hear("fi");
        channel.hearEnd();
        assertFailed(answer, Category.HANDSHAKE, "test peer ended the connection");
    }

    @Test
    void failsWhenTheChannelIsClosedUnderIt() {
        CompletableFuture<String> answer = run();
        channel.close();
        loop.runPendingTasks();
        assertFailed(answer, Category.HANDSHAKE, "test peer closed the connection");
    }

    @Test
    void failsWhenTheChannelWasClosedBefore() {
        channel.close();
        loop.runPendingTasks();
        assertFailed(run(), Category.HANDSHAKE, "before the handshake");
    }

    @Test
    void failsWithTheCategoryOfWhatBreaksTheChannel() {
        CompletableFuture<String> answer = run();
        channel.breakOff(new IOException("connection reset"));
        assertFailed(answer, Category.UNREACHABLE, "connection reset");
    }

    @Test
    void failsAndClosesWhenTheSubclassSaysSo() {
        CompletableFuture<String> answer = run();
        channel.hear("failrest");
        assertFailed(answer, Category.DENIED, "no");
    }

    @Test
    void deliversWhatWasWrittenBeforeItFailed() {
        CompletableFuture<String> answer = run();
        channel.room(2);
        channel.hear("fail");
        channel.room(100);
        assertThat(channel.sent()).isEqualTo("hisorry");
        assertFailed(answer, Category.DENIED, "no");
    }

    @Test
    void turnsABugInTheSubclassIntoAFailure() {
        CompletableFuture<String> answer = run();
        channel.hear("boom");
        assertFailed(answer, Category.INTERNAL, "boom");
    }

    @Test
    void canSucceedAtOnce() {
        channel.hear("rest");
        CompletableFuture<String> answer =
                new HandshakePhase<String>("test peer") {
                    @Override
                    protected void begin(ChannelHandlerContext ctx) {
                        succeed(ctx, "at once");
                    }

                    @Override
                    protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
                        throw new AssertionError("nothing to decode");
                    }
                }.run(channel).toCompletableFuture();
        loop.runPendingTasks();
        assertThat(answer).isCompletedWithValue("at once");
        assertParked();
        assertThat(remaining()).isEqualTo("rest");
    }

    private CompletableFuture<String> run() {
        CompletableFuture<String> answer = new Letters().run(channel).toCompletableFuture();
        loop.runPendingTasks();
        return answer;
    }

    private void assertParked() {
        assertThat(channel.config().isAutoRead()).isFalse();
        assertThat(channel.pipeline().toMap().values()).singleElement().isInstanceOf(Parking.class);
    }

    private void assertFailed(CompletableFuture<String> answer, Category category, String message) {
        loop.runPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(answer).isCompletedExceptionally();
        assertThat(GostException.of(answer.exceptionNow()))
                .hasMessageContaining(message)
                .extracting(GostException::category)
                .isEqualTo(category);
    }

    /** What the next owner reads. */
    private String remaining() {
        FakeStream other = FakeStream.open(loop);
        Relay.join(channel, other, Duration.ZERO);
        loop.runPendingTasks();
        String sent = other.sent();
        other.close();
        return sent;
    }

    private static final class Letters extends HandshakePhase<String> {
        Letters() {
            super("test peer");
        }

        @Override
        protected void begin(ChannelHandlerContext ctx) {
            say(ctx, "hi");
        }

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {
            if (in.readableBytes() < 4) {
                return;
            }
            String word = in.readString(4, StandardCharsets.US_ASCII);
            switch (word) {
                case "fail" -> {
                    say(ctx, "sorry");
                    fail(ctx, Category.DENIED, "no");
                }
                case "boom" -> throw new IllegalStateException("boom");
                default -> succeed(ctx, word);
            }
        }

        private static void say(ChannelHandlerContext ctx, String text) {
            ctx.writeAndFlush(ByteBufUtil.writeAscii(ctx.alloc(), text));
        }
    }
}
