package io.gost.runtime.component;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

class OutboxTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final List<List<String>> told = new ArrayList<>();
    private final List<CompletableFuture<Void>> answers = new ArrayList<>();
    private List<ObserverEvent> statistics = List.of();
    private int asked;
    private @Nullable Runnable tick;
    private final Outbox outbox =
            new Outbox(new Asked(), this::statistics, PERIOD, this::schedule, NOPLogger.NOP_LOGGER);

    @Test
    void whatHappensIsToldAtOnce() {
        outbox.start();
        outbox.post(event("a"));
        assertThat(told).containsExactly(List.of("a"));
    }

    @Test
    void nothingIsToldBeforeTheServiceBegins() {
        outbox.post(event("a"));
        assertThat(told).isEmpty();
        outbox.start();
        assertThat(told).containsExactly(List.of("a"));
    }

    @Test
    void whatHappensWhileTheObserverThinksIsToldTogetherAfterwards() {
        outbox.start();
        outbox.post(event("a"));
        outbox.post(event("b"));
        outbox.post(event("c"));
        assertThat(told).hasSize(1);
        answers.getFirst().complete(null);
        assertThat(told).containsExactly(List.of("a"), List.of("b", "c"));
    }

    @Test
    void statisticsAreToldAtEachPeriodIfThereAreAny() {
        outbox.start();
        pass();
        assertThat(told).isEmpty();
        statistics = List.of(event("one"));
        pass();
        assertThat(told).containsExactly(List.of("one"));
    }

    @Test
    void aRefusedBatchIsSentAgainAsItWasBeforeAnythingElse() {
        outbox.start();
        statistics = List.of(event("one"));
        pass();
        refuse();
        statistics = List.of(event("two"));
        outbox.post(event("a"));
        int before = asked;
        pass();
        assertThat(told).containsExactly(List.of("one"), List.of("one"));
        assertThat(asked).isEqualTo(before);
        accept();
        assertThat(told.getLast()).containsExactly("a");
        accept();
        pass();
        assertThat(told.getLast()).containsExactly("two");
    }

    @Test
    void anObserverThatNeverAnswersIsNotAskedAgain() {
        outbox.start();
        outbox.post(event("a"));
        statistics = List.of(event("one"));
        pass();
        pass();
        assertThat(told).hasSize(1);
        assertThat(asked).isZero();
    }

    @Test
    void ofTooManyEventsTheOldestAreDropped() {
        outbox.start();
        outbox.post(event("first"));
        for (int i = 0; i < 150; i++) {
            outbox.post(event("e" + i));
        }
        accept();
        assertThat(told.getLast()).hasSize(100).startsWith("e50").endsWith("e149");
    }

    @Test
    void anObserverThatThrowsIsOneThatRefuses() {
        Observer broken =
                new Asked() {
                    @Override
                    public CompletionStage<Void> observe(List<ObserverEvent> events) {
                        super.observe(events);
                        throw new IllegalStateException("broken");
                    }
                };
        Outbox toBroken =
                new Outbox(broken, List::of, PERIOD, this::schedule, NOPLogger.NOP_LOGGER);
        toBroken.start();
        toBroken.post(event("a"));
        pass();
        assertThat(told).containsExactly(List.of("a"), List.of("a"));
    }

    @Test
    void whatIsLeftIsToldAtTheEndAndNothingAfterIt() {
        outbox.start();
        outbox.post(event("a"));
        refuse();
        outbox.post(event("b"));
        statistics = List.of(event("last"));
        CompletableFuture<Void> closed = outbox.close().toCompletableFuture();
        assertThat(told.getLast()).containsExactly("a", "b", "last");
        assertThat(closed).isNotDone();
        refuse();
        assertThat(closed).isCompleted();
        outbox.post(event("late"));
        pass();
        assertThat(told).hasSize(2);
    }

    private static ObserverEvent event(String message) {
        return ObserverEvent.status("s", "ready", message);
    }

    private List<ObserverEvent> statistics() {
        asked++;
        List<ObserverEvent> news = statistics;
        statistics = List.of();
        return news;
    }

    private Schedule.Task schedule(Duration delay, Runnable work) {
        assertThat(delay).isEqualTo(PERIOD);
        tick = work;
        return () -> tick = null;
    }

    private void pass() {
        Runnable due = tick;
        if (due != null) {
            due.run();
        }
    }

    private void accept() {
        answers.getLast().complete(null);
    }

    private void refuse() {
        answers.getLast().completeExceptionally(new GostException(Category.REFUSED, "no"));
    }

    private class Asked implements Observer {
        @Override
        public String name() {
            return "o";
        }

        @Override
        public CompletionStage<Void> observe(List<ObserverEvent> events) {
            told.add(events.stream().map(OutboxTest::message).toList());
            CompletableFuture<Void> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        @Override
        public void close() {}
    }

    private static String message(ObserverEvent event) {
        return event.status() == null ? "" : event.status().msg();
    }
}
