package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.DialRequest;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.MultiplexSession;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

class SessionPoolTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(15);

    private Duration timeout = TIMEOUT;
    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final List<CompletableFuture<MultiplexSession>> openings = new ArrayList<>();
    private final SessionPool pool = new SessionPool(this::opening);

    SessionPoolTest() {
        clock.freezeTime();
    }

    @AfterEach
    void close() {
        pool.close();
        clock.finishAndReleaseAll();
    }

    @Test
    void concurrentFirstRequestsShareOneAttempt() {
        CompletableFuture<Channel> first = request();
        CompletableFuture<Channel> second = request();
        assertThat(openings).hasSize(1);
        Session session = opened(0);
        assertThat(first.join()).isNotSameAs(second.join());
        assertThat(session.streams()).isEqualTo(2);
        assertThat(request().join().isOpen()).isTrue();
        assertThat(openings).hasSize(1);
    }

    @Test
    void aFailureIsEverybodysAndTheNextRequestTriesAgain() {
        CompletableFuture<Channel> first = request();
        CompletableFuture<Channel> second = request();
        fail(0, Category.REFUSED);
        assertThat(category(first)).isEqualTo(Category.REFUSED);
        assertThat(category(second)).isEqualTo(Category.REFUSED);
        CompletableFuture<Channel> third = request();
        opened(1);
        assertThat(third).isCompleted();
    }

    @Test
    void whoWaitedForSomebodyWhoGaveUpTriesAgainHimself() {
        CompletableFuture<Channel> first = request();
        CompletableFuture<Channel> second = request();
        fail(0, Category.TIMEOUT);
        assertThat(category(first)).isEqualTo(Category.TIMEOUT);
        assertThat(second).isNotDone();
        opened(1);
        assertThat(second).isCompleted();
    }

    @Test
    void anAttemptIsSharedNoLongerThanTheOneWhoseItIsWaits() {
        CompletableFuture<Channel> first = request();
        clock.advanceTimeBy(TIMEOUT.minusMillis(1).toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Channel> second = request();
        assertThat(openings).hasSize(1);
        clock.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        clock.runScheduledPendingTasks();
        clock.runPendingTasks();
        assertThat(category(first)).isEqualTo(Category.TIMEOUT);
        assertThat(openings).hasSize(2);
        Session late = opened(0);
        opened(1);
        assertThat(second).isCompleted();
        request();
        assertThat(late.streams()).isEqualTo(1);
        assertThat(openings).hasSize(2);
    }

    @Test
    void nobodyTriesAgainForARequestWhoseTimeIsUp() {
        CompletableFuture<Channel> first = request();
        CompletableFuture<Channel> second = request();
        clock.advanceTimeBy(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        CompletableFuture<Channel> third = request();
        fail(0, Category.TIMEOUT);
        assertThat(category(first)).isEqualTo(Category.TIMEOUT);
        assertThat(category(second)).isEqualTo(Category.TIMEOUT);
        opened(1);
        assertThat(third).isCompleted();
    }

    @Test
    void aSessionThatEndedIsNeverUsedAgain() {
        request();
        Session session = opened(0);
        session.close();
        CompletableFuture<Channel> next = request();
        assertThat(next).isNotDone();
        opened(1);
        assertThat(next).isCompleted();
    }

    @Test
    void aSessionThatEndsWhileAStreamIsOpenedIsReplacedOnce() {
        CompletableFuture<Channel> request = request();
        Session broken = new Session();
        broken.breaksOnOpen = true;
        openings.getFirst().complete(broken);
        clock.runPendingTasks();
        assertThat(request).isNotDone();
        opened(1);
        assertThat(request).isCompleted();
    }

    @Test
    void aStreamThatClosesInVainRetiresASilentSession() {
        CompletableFuture<Channel> request = request();
        Session session = opened(0);
        clock.advanceTimeBy(15, TimeUnit.SECONDS);
        request.join().close();
        clock.runPendingTasks();
        assertThat(session.retired).isTrue();
        request();
        assertThat(openings).hasSize(2);
    }

    @Test
    void aStreamThatClosesInVainBesideSignsOfLifeRetiresNothing() {
        CompletableFuture<Channel> request = request();
        Session session = opened(0);
        session.received++;
        clock.advanceTimeBy(15, TimeUnit.SECONDS);
        request.join().close();
        clock.runPendingTasks();
        assertThat(session.retired).isFalse();
    }

    @Test
    void aStreamThatClosesAtOnceSaysNothingOfItsSession() {
        CompletableFuture<Channel> request = request();
        Session session = opened(0);
        clock.advanceTimeBy(500, TimeUnit.MILLISECONDS);
        request.join().close();
        clock.runPendingTasks();
        assertThat(session.retired).isFalse();
    }

    @Test
    void whoWaitsLessThanASecondSuspectsASessionSooner() {
        timeout = Duration.ofMillis(500);
        CompletableFuture<Channel> request = request();
        Session session = opened(0);
        assertThat(session.patience).isEqualTo(timeout);
        clock.advanceTimeBy(490, TimeUnit.MILLISECONDS);
        request.join().close();
        clock.runPendingTasks();
        assertThat(session.retired).isTrue();
    }

    @Test
    void aStreamThatThePeerClosesBeforeItSaidAnythingRetiresItsSession() {
        CompletableFuture<Channel> before = request();
        Session session = opened(0);
        ((FakeStream) before.join()).hear("yes");
        before.join().close();
        CompletableFuture<Channel> request = request();
        session.received++;
        ((FakeStream) request.join()).hearEnd();
        assertThat(session.retired).isTrue();
        CompletableFuture<Channel> next = request();
        opened(1);
        assertThat(next).isCompleted();
    }

    @Test
    void aStreamThatThePeerBreaksBeforeItSaidAnythingRetiresItsSession() {
        CompletableFuture<Channel> before = request();
        Session session = opened(0);
        ((FakeStream) before.join()).hear("yes");
        before.join().close();
        CompletableFuture<Channel> request = request();
        session.received++;
        ((FakeStream) request.join()).breakOff(new GostException(Category.REFUSED, "reset"));
        assertThat(session.retired).isTrue();
    }

    /** It is the target that is down: another session would not help, nor the one after that. */
    @Test
    void aSessionThatHasNeverAnsweredIsNotRetiredByAStreamThatThePeerCloses() {
        CompletableFuture<Channel> request = request();
        Session session = opened(0);
        ((FakeStream) request.join()).hearEnd();
        assertThat(session.retired).isFalse();
        request();
        assertThat(openings).hasSize(1);
    }

    @Test
    void aStreamThatEndsBehindAnAnswerOrAfterOurEndRetiresNothing() {
        CompletableFuture<Channel> answered = request();
        Session session = opened(0);
        session.received++;
        FakeStream first = (FakeStream) answered.join();
        first.hear("no");
        first.hearEnd();
        first.close();
        FakeStream second = (FakeStream) request().join();
        second.shutdownOutput();
        second.hearEnd();
        second.close();
        clock.runPendingTasks();
        assertThat(session.retired).isFalse();
    }

    @Test
    void manyRequestsAtOnceGetAsManySessionsAsTheyNeed() {
        List<CompletableFuture<Channel>> requests = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            requests.add(request());
        }
        for (int i = 0; i < 5; i++) {
            assertThat(openings).hasSize(i + 1);
            Session session = new Session();
            session.room = 2;
            openings.get(i).complete(session);
            clock.runPendingTasks();
        }
        assertThat(requests)
                .allMatch(CompletableFuture::isDone)
                .noneMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void sessionsThatNeverHaveRoomAreNotOpenedForEver() {
        CompletableFuture<Channel> request = request();
        while (!request.isDone()) {
            Session session = new Session();
            session.room = 0;
            openings.getLast().complete(session);
            clock.runPendingTasks();
        }
        assertThat(category(request)).isEqualTo(Category.LIMIT);
        assertThat(openings).hasSize(3);
    }

    @Test
    void anotherSessionIsOpenedWhereThereIsNoRoomAndRetiredWhenItIsNotNeeded() {
        request();
        Session first = opened(0);
        first.room = 1;
        CompletableFuture<Channel> beyond = request();
        Session second = opened(1);
        assertThat(second.streams()).isEqualTo(1);
        first.room = 10;
        beyond.join().close();
        clock.runPendingTasks();
        assertThat(second.retired).isTrue();
        assertThat(first.retired).isFalse();
    }

    @Test
    void closingEndsSessionsAndThoseThatComeLate() {
        request();
        Session session = opened(0);
        session.room = 1;
        CompletableFuture<Channel> waiting = request();
        pool.close();
        assertThat(session.isOpen()).isFalse();
        Session late = opened(1);
        assertThat(late.isOpen()).isFalse();
        assertThat(waiting).isCompletedExceptionally();
        assertThat(category(request())).isEqualTo(Category.UNREACHABLE);
    }

    private CompletionStage<MultiplexSession> opening(DialRequest request) {
        CompletableFuture<MultiplexSession> opening = new CompletableFuture<>();
        openings.add(opening);
        return opening;
    }

    private CompletableFuture<Channel> request() {
        CompletableFuture<Channel> request = pool.open(new Request()).toCompletableFuture();
        clock.runPendingTasks();
        return request;
    }

    private Session opened(int index) {
        Session session = new Session();
        openings.get(index).complete(session);
        clock.runPendingTasks();
        return session;
    }

    private void fail(int index, Category category) {
        openings.get(index).completeExceptionally(new GostException(category, "no session"));
        clock.runPendingTasks();
    }

    private static Category category(CompletableFuture<Channel> request) {
        return GostException.of(request.exceptionNow()).category();
    }

    /** A request on the test's loop. */
    private final class Request implements DialRequest {
        @Override
        public Target address() {
            return Target.tcp("node.test", 1);
        }

        @Override
        public EventLoop eventLoop() {
            return clock.eventLoop();
        }

        @Override
        public Duration timeout() {
            return timeout;
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

    /** A session of streams that lead nowhere. */
    private final class Session implements MultiplexSession {
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private int streams;
        private int room = Integer.MAX_VALUE;
        private long received;
        private boolean retired;
        private boolean breaksOnOpen;
        private @Nullable Duration patience;

        @Override
        public CompletionStage<Channel> open(Duration limit) {
            patience = limit;
            return open();
        }

        @Override
        public CompletionStage<Channel> open() {
            if (breaksOnOpen || !isOpen()) {
                close();
                return Stages.failed(Category.UNREACHABLE, "the session has ended");
            }
            if (!hasRoom()) {
                return Stages.failed(Category.LIMIT, "the session has no room");
            }
            streams++;
            FakeStream stream = FakeStream.open(clock);
            stream.closeFuture().addListener(_ -> streams--);
            return CompletableFuture.completedStage(stream);
        }

        @Override
        public boolean isOpen() {
            return !retired && !closed.isDone();
        }

        @Override
        public boolean hasRoom() {
            return isOpen() && streams < room;
        }

        @Override
        public int streams() {
            return streams;
        }

        @Override
        public long received() {
            return received;
        }

        @Override
        public CompletionStage<Void> closed() {
            return closed;
        }

        @Override
        public void retire() {
            retired = true;
        }

        @Override
        public void close() {
            closed.complete(null);
        }
    }
}
