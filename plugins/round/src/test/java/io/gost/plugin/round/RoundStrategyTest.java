package io.gost.plugin.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import java.util.stream.Stream;

final class RoundStrategyTest {
    private static final TestSelectionContext REQUEST =
            TestSelectionContext.of(new SplittableRandom(1));
    private static final List<TestCandidate> ABC = nodes("a", "b", "c");

    private final RoundStrategy strategy = new RoundStrategy();

    @Test
    void takesCandidatesInTurnOverAndOver() {
        assertThat(picks(ABC, 7)).containsExactly("a", "b", "c", "a", "b", "c", "a");
    }

    @Test
    void ignoresWeights() {
        List<TestCandidate> uneven =
                List.of(new TestCandidate("a", "", 5), new TestCandidate("b", "", 1));
        assertThat(picks(uneven, 4)).containsExactly("a", "b", "a", "b");
    }

    @Test
    void goesOnCountingWhenTheCandidatesChange() {
        assertThat(picks(ABC, 4)).containsExactly("a", "b", "c", "a");
        // The fifth request of the selector: 4 mod 2.
        assertThat(picks(ABC.subList(0, 2), 2)).containsExactly("a", "b");
        assertThat(picks(ABC, 1)).containsExactly("a");
    }

    @Test
    void givesEqualSharesToConcurrentRequests() throws Exception {
        int threads = 8;
        int picksPerThread = 15_000;
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                executor.submit(
                        () -> {
                            start.countDown();
                            start.await();
                            for (int pick = 0; pick < picksPerThread; pick++) {
                                String name = strategy.select(ABC, REQUEST).name();
                                counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
                            }
                            return null;
                        });
            }
        }
        assertThat(counts.values())
                .hasSize(3)
                .allSatisfy(
                        count -> assertThat(count.sum()).isEqualTo(threads * picksPerThread / 3));
    }

    private List<String> picks(List<TestCandidate> candidates, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> strategy.select(candidates, REQUEST).name())
                .toList();
    }

    private static List<TestCandidate> nodes(String... names) {
        return Stream.of(names).map(TestCandidate::of).toList();
    }
}
