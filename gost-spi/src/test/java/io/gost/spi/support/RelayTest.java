package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Datagram;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.testkit.LeakExtension;
import io.netty.buffer.ByteBuf;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

final class RelayTest {
    @RegisterExtension static final LeakExtension LEAKS = new LeakExtension();

    private static final InetSocketAddress PEER =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 53);
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1_000, 2_000);

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final FakeStream client = FakeStream.open(loop);
    private final FakeStream target = FakeStream.open(loop);

    RelayTest() {
        loop.freezeTime();
        client.config().setWriteBufferWaterMark(WATER_MARK);
        target.config().setWriteBufferWaterMark(WATER_MARK);
    }

    @AfterEach
    void close() {
        client.close();
        target.close();
        loop.finishAndReleaseAll();
    }

    @Test
    void copiesBothWays() {
        join();
        client.hear("question");
        target.hear("answer");
        assertThat(target.sent()).isEqualTo("question");
        assertThat(client.sent()).isEqualTo("answer");
    }

    @Test
    void passesOnWhatArrivedWhileTheChannelsWereParked() {
        client.hear("early question");
        target.hear("early answer");
        join();
        assertThat(target.sent()).isEqualTo("early question");
        assertThat(client.sent()).isEqualTo("early answer");
    }

    @Test
    void countsDatagramsOfManyPeersByTheirPayload() {
        EmbeddedChannel left = new EmbeddedChannel();
        EmbeddedChannel right = new EmbeddedChannel();
        Parking.park(left);
        Parking.park(right);
        CompletableFuture<Relay.Outcome> outcome = new CompletableFuture<>();
        Relay.join(left, right, Duration.ZERO).thenAccept(outcome::complete);
        left.writeInbound(new Datagram(Target.of(Network.UDP, PEER), text("four")));
        left.close();
        left.runPendingTasks();
        right.runPendingTasks();
        assertThat(outcome.join()).isEqualTo(new Relay.Outcome(4, 0, null));
        left.finishAndReleaseAll();
        right.finishAndReleaseAll();
    }

    @Test
    void flushesOncePerRead() {
        join();
        for (String word : new String[] {"a", "b", "c"}) {
            client.receive(text(word));
        }
        loop.runPendingTasks();
        assertThat(target.sent()).isEqualTo("abc");
        assertThat(target.flushes()).isEqualTo(1);
    }

    @Test
    void stopsReadingWhatItCannotWrite() {
        join();
        target.room(0);
        for (int i = 0; i < 100; i++) {
            client.hear("x".repeat(500));
        }
        assertThat(client.config().isAutoRead()).isFalse();
        assertThat(client.granted()).isBetween(2_000, 2_500);
    }

    @Test
    void readsAgainWhenItCanWriteAgain() {
        join();
        target.room(0);
        for (int i = 0; i < 100; i++) {
            client.hear("x".repeat(500));
        }
        target.room(Integer.MAX_VALUE);
        assertThat(client.config().isAutoRead()).isTrue();
        assertThat(target.sent()).hasSize(50_000);
        assertThat(client.granted()).isEqualTo(50_000);
    }

    @Test
    void stopsOnlyTheDirectionThatIsFull() {
        join();
        target.room(0);
        client.hear("x".repeat(5_000));
        target.hear("answer");
        assertThat(client.config().isAutoRead()).isFalse();
        assertThat(target.config().isAutoRead()).isTrue();
        assertThat(client.sent()).isEqualTo("answer");
    }

    @Test
    void doesNotStallWhenParkedBytesAloneFillTheOtherSide() {
        target.room(0);
        client.hear("x".repeat(5_000));
        join();
        target.room(Integer.MAX_VALUE);
        client.hear("y");
        assertThat(target.sent()).hasSize(5_001).endsWith("xy");
    }

    @Test
    void doesNotStallWhenTheOtherLoopMakesRoomAtTheWrongMoment() {
        join();
        // Full when asked, and room again before reading is off: that event came too early.
        target.answerWritable(false, false);
        client.hear("question");
        assertThat(client.config().isAutoRead()).isTrue();
    }

    @Test
    void passesOnTheEndOfTheClientsInputAfterItsBytes() {
        CompletableFuture<Relay.Outcome> outcome = join();
        target.room(3);
        client.hear("question");
        client.hearEnd();
        assertThat(target.sent()).isEqualTo("que");
        assertThat(target.outputEnded()).isFalse();
        target.room(100);
        assertThat(target.sent()).isEqualTo("question");
        assertThat(target.outputEnded()).isTrue();
        assertThat(outcome).isNotDone();
    }

    @Test
    void goesOnInTheOtherDirectionAfterOneHasEnded() {
        CompletableFuture<Relay.Outcome> outcome = join();
        client.hearEnd();
        target.hear("answer");
        assertThat(client.sent()).isEqualTo("answer");
        target.hearEnd();
        assertThat(outcome).isCompletedWithValue(new Relay.Outcome(0, 6, null));
        assertThat(client.isOpen()).isFalse();
        assertThat(target.isOpen()).isFalse();
    }

    @Test
    void endsTheSameWayWhenTheTargetEndsFirst() {
        CompletableFuture<Relay.Outcome> outcome = join();
        target.hear("answer");
        target.hearEnd();
        assertThat(client.outputEnded()).isTrue();
        client.hear("more");
        assertThat(target.sent()).isEqualTo("more");
        client.hearEnd();
        assertThat(outcome).isCompletedWithValue(new Relay.Outcome(4, 6, null));
    }

    @Test
    void keepsBackPressureAfterOneDirectionHasEnded() {
        join();
        target.hearEnd();
        target.room(0);
        for (int i = 0; i < 20; i++) {
            client.hear("x".repeat(500));
        }
        assertThat(client.config().isAutoRead()).isFalse();
        target.room(Integer.MAX_VALUE);
        assertThat(target.sent()).hasSize(10_000);
    }

    @Test
    void writesWhatIsLeftBeforeItCloses() {
        CompletableFuture<Relay.Outcome> outcome = join();
        client.room(3);
        target.hear("answer");
        client.hearEnd();
        target.hearEnd();
        assertThat(outcome).isDone();
        assertThat(client.isOpen()).isTrue();
        client.room(100);
        assertThat(client.sent()).isEqualTo("answer");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void givesUpOnAReaderThatStalledAtTheEnd() {
        join();
        client.room(0);
        target.hear("answer");
        client.hearEnd();
        target.hearEnd();
        loop.advanceTimeBy(29, TimeUnit.SECONDS);
        loop.runPendingTasks();
        assertThat(client.isOpen()).isTrue();
        loop.advanceTimeBy(2, TimeUnit.SECONDS);
        loop.runPendingTasks();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void waitsAtTheEndForAReaderThatIsOnlySlow() {
        join();
        client.room(0);
        for (int i = 0; i < 4; i++) {
            target.receive(text("x".repeat(100)));
        }
        loop.runPendingTasks();
        client.hearEnd();
        target.hearEnd();
        for (int i = 0; i < 4; i++) {
            assertThat(client.isOpen()).isTrue();
            client.room(100);
            loop.advanceTimeBy(30, TimeUnit.SECONDS);
            loop.runPendingTasks();
        }
        assertThat(client.sent()).hasSize(400);
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void deliversWhatABrokenSideSaidBefore() {
        CompletableFuture<Relay.Outcome> outcome = join();
        client.room(0);
        target.hear("last words");
        target.breakOff(new IOException("reset"));
        assertThat(outcome.resultNow().failure().category()).isEqualTo(Category.UNREACHABLE);
        assertThat(target.isOpen()).isFalse();
        assertThat(client.isOpen()).isTrue();
        client.room(100);
        assertThat(client.sent()).isEqualTo("last words");
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void endsWhenASideBreaksWithUnreadBytesOfTheOther() {
        CompletableFuture<Relay.Outcome> outcome = join();
        target.room(0);
        client.hear("x".repeat(5_000));
        target.breakOff(new IOException("reset"));
        assertThat(outcome).isDone();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void endsWithoutFailureWhenASideCloses() {
        CompletableFuture<Relay.Outcome> outcome = join();
        client.hear("question");
        target.close();
        loop.runPendingTasks();
        assertThat(outcome).isCompletedWithValue(new Relay.Outcome(8, 0, null));
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void endsWhenTheClientHadGoneBefore() {
        target.hear("answer");
        client.close();
        loop.runPendingTasks();
        CompletableFuture<Relay.Outcome> outcome = join();
        assertThat(outcome).isDone();
        assertThat(target.isOpen()).isFalse();
    }

    @Test
    void endsWhenTheTargetHadGoneBefore() {
        target.close();
        client.hear("question");
        loop.runPendingTasks();
        CompletableFuture<Relay.Outcome> outcome = join();
        assertThat(outcome).isDone();
        assertThat(client.isOpen()).isFalse();
    }

    @Test
    void deliversWhatATargetThatEndedBeforeHasSaid() {
        target.hear("answer");
        target.hearEnd();
        join();
        assertThat(client.sent()).isEqualTo("answer");
        assertThat(client.outputEnded()).isTrue();
    }

    @Test
    void endsOnAWriteThatFails() {
        CompletableFuture<Relay.Outcome> outcome = join();
        target.breakSending();
        client.hear("lost");
        assertThat(outcome.resultNow().failure().category()).isEqualTo(Category.UNREACHABLE);
        assertThat(client.isOpen()).isFalse();
        assertThat(target.isOpen()).isFalse();
    }

    @Test
    void endsWhenNothingMovesForTheIdleTimeout() {
        CompletableFuture<Relay.Outcome> outcome = join(Duration.ofSeconds(10));
        pass(9);
        client.hear("question");
        pass(9);
        target.hear("answer");
        pass(9);
        assertThat(outcome).isNotDone();
        pass(1);
        assertThat(outcome.resultNow().failure())
                .hasMessage("idle for 10s")
                .extracting(GostException::category)
                .isEqualTo(Category.TIMEOUT);
        assertThat(client.isOpen()).isFalse();
        assertThat(target.isOpen()).isFalse();
    }

    @Test
    void isNotIdleWhileASlowReaderDrains() {
        CompletableFuture<Relay.Outcome> outcome = join(Duration.ofSeconds(10));
        client.room(0);
        for (int i = 0; i < 10; i++) {
            target.hear("x".repeat(500));
        }
        pass(9);
        client.room(4_600);
        pass(9);
        assertThat(outcome).isNotDone();
    }

    @Test
    void hasNoTimerWithoutAnIdleTimeoutAndNoneAfterTheEnd() {
        join();
        assertThat(loop.runScheduledPendingTasks()).isNegative();
        FakeStream other = FakeStream.open(loop);
        FakeStream another = FakeStream.open(loop);
        Relay.join(other, another, Duration.ofSeconds(10));
        another.close();
        loop.runPendingTasks();
        assertThat(loop.runScheduledPendingTasks()).isNegative();
    }

    private CompletableFuture<Relay.Outcome> join() {
        return join(Duration.ZERO);
    }

    private CompletableFuture<Relay.Outcome> join(Duration idleTimeout) {
        CompletableFuture<Relay.Outcome> outcome =
                Relay.join(client, target, idleTimeout).toCompletableFuture();
        loop.runPendingTasks();
        return outcome;
    }

    private void pass(long seconds) {
        loop.advanceTimeBy(seconds, TimeUnit.SECONDS);
        loop.runPendingTasks();
    }

    private ByteBuf text(String text) {
        return io.netty.buffer.ByteBufUtil.writeAscii(loop.alloc(), text);
    }
}
