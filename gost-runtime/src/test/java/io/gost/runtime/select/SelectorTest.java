package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The vectors of GOST's selection pipeline that concern failures and rotation. */
class SelectorTest {
    private final AtomicLong now = new AtomicLong();
    private final Rotation rotation = new Rotation();

    @Test
    void rotatesThroughHealthyCandidates() {
        assertThat(picks(selector(node("A"), node("B"), node("C")), 4)).isEqualTo("ABCA");
    }

    @Test
    void leavesFailedCandidatesOut() {
        Item a = node("A");
        Selector<Item> selector = selector(a, node("B"), node("C"));
        assertThat(picks(selector, 1)).isEqualTo("A");
        a.marker.mark();
        // The counter stands at 1 and two are left: 1 mod 2 is C.
        assertThat(picks(selector, 2)).isEqualTo("CB");
    }

    @Test
    void triesTheFirstWhenAllHaveFailed() {
        Item a = node("A");
        Item b = node("B");
        Selector<Item> selector = selector(a, b);
        a.marker.mark();
        b.marker.mark();
        assertThat(picks(selector, 3)).isEqualTo("AAA");
        a.marker.reset();
        assertThat(picks(selector, 2)).isEqualTo("AA");
    }

    @Test
    void doesNotAskTheStrategyForASingleCandidate() {
        Item a = node("A");
        Selector<Item> selector = selector(a, node("B"));
        a.marker.mark();
        assertThat(picks(selector, 3)).isEqualTo("BBB");
        assertThat(rotation.counter).hasValue(0);
    }

    @Test
    void yieldsNothingOnlyWithoutCandidates() {
        assertThat(selector().select(Request.ANY)).isEmpty();
    }

    @Test
    void aCandidatesOwnLimitsWin() {
        Item tough =
                new Item(
                        "A",
                        new FailureMarker(now::get),
                        FailureLimits.of(3, Duration.ofSeconds(30)));
        Selector<Item> selector = selector(tough, node("B"));
        tough.marker.mark();
        assertThat(picks(selector, 2)).isEqualTo("AB");
        tough.marker.mark();
        tough.marker.mark();
        assertThat(picks(selector, 2)).isEqualTo("BB");
        now.addAndGet(Duration.ofSeconds(29).toNanos());
        assertThat(picks(selector, 1)).isEqualTo("B");
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(picks(selector, 2)).contains("A");
    }

    private Item node(String name) {
        return new Item(name, new FailureMarker(now::get), null);
    }

    private Selector<Item> selector(Item... items) {
        return new Selector<>(List.of(items), rotation, FailureLimits.DEFAULT);
    }

    private static String picks(Selector<Item> selector, int times) {
        return IntStream.range(0, times)
                .mapToObj(_ -> selector.select(Request.ANY))
                .flatMap(picked -> picked.map(Item::name).stream())
                .reduce("", String::concat);
    }

    private record Item(String name, FailureMarker marker, @Nullable FailureLimits limits)
            implements Selectable {
        @Override
        public String address() {
            return "";
        }

        @Override
        public int weight() {
            return 1;
        }
    }

    private static final class Rotation implements SelectionStrategy {
        private final AtomicLong counter = new AtomicLong();

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.get((int) (counter.getAndIncrement() % candidates.size()));
        }
    }

    private record Request(String clientId, String hashSource, Target target)
            implements SelectionContext {
        private static final Request ANY = new Request("", "", Target.tcp("example.com", 80));

        @Override
        public RandomGenerator random() {
            return new Random(1);
        }
    }
}
