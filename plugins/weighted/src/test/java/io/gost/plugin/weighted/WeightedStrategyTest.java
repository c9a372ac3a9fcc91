package io.gost.plugin.weighted;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class WeightedStrategyTest {
    private final TestSelectionContext request = TestSelectionContext.of(new SplittableRandom(1));
    private final WeightedStrategy strategy = new WeightedStrategy();

    @Test
    void takesTurnsInTheOrderOfNginx() {
        assertThat(picks(nodes(5, 1, 1), 14)).isEqualTo("aabacaa".repeat(2));
        assertThat(picks(nodes(1, 1), 4)).isEqualTo("abab");
        assertThat(picks(nodes(2, 3), 10)).isEqualTo("babab".repeat(2));
    }

    @Test
    void givesExactSharesToConcurrentRequests() throws Exception {
        List<TestCandidate> nodes = nodes(5, 3, 2);
        int threads = 8;
        long picksPerThread = 20_000;
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(threads);
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                executor.submit(
                        () -> {
                            TestSelectionContext own =
                                    TestSelectionContext.of(new SplittableRandom(2));
                            start.countDown();
                            start.await();
                            for (int pick = 0; pick < picksPerThread; pick++) {
                                String name = strategy.select(nodes, own).name();
                                counts.computeIfAbsent(name, _ -> new LongAdder()).increment();
                            }
                            return null;
                        });
            }
        }
        long turn = threads * picksPerThread / 10;
        assertThat(counts.get("a").sum()).isEqualTo(5 * turn);
        assertThat(counts.get("b").sum()).isEqualTo(3 * turn);
        assertThat(counts.get("c").sum()).isEqualTo(2 * turn);
    }

    @Test
    void keepsThePlaceOfEachListOfCandidates() {
        List<TestCandidate> all = nodes(2, 1, 1);
        List<TestCandidate> some = List.of(all.get(0), all.get(2));
        StringBuilder ofAll = new StringBuilder();
        StringBuilder ofSome = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            ofAll.append(picks(all, 1));
            ofSome.append(picks(new ArrayList<>(some), 1));
        }
        assertThat(ofAll).hasToString("abca".repeat(3));
        assertThat(ofSome).hasToString("aca".repeat(4));
    }

    @Test
    void tellsCandidatesApartByIdentity() {
        assertThat(picks(nodes(1, 1), 1)).isEqualTo("a");
        assertThat(picks(nodes(1, 1), 1)).as("others of the same name").isEqualTo("a");
    }

    @Test
    void keepsSharesOnAverageWhenThereAreMoreListsThanItRemembers() {
        TestCandidate heavy = new TestCandidate("h", "", 3);
        List<List<TestCandidate>> lists =
                IntStream.range(0, 3 * WeightedStrategy.REMEMBERED)
                        .mapToObj(i -> List.of(heavy, new TestCandidate("l", "", 1)))
                        .toList();
        int rounds = 400;
        long heavyPicks = 0;
        for (int round = 0; round < rounds; round++) {
            for (List<TestCandidate> list : lists) {
                heavyPicks += strategy.select(list, request).name().equals("h") ? 1 : 0;
            }
        }
        assertThat((double) heavyPicks / (rounds * lists.size())).isBetween(0.73, 0.77);
    }

    @Test
    void doesNotKeepVanishedCandidatesAlive() {
        WeakReference<TestCandidate> vanished = pickOnce();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!vanished.refersTo(null) && System.nanoTime() < deadline) {
            System.gc();
        }
        assertThat(vanished.get()).isNull();
        assertThat(picks(nodes(2, 1), 3)).as("still works").isEqualTo("aba");
    }

    private WeakReference<TestCandidate> pickOnce() {
        List<TestCandidate> nodes = nodes(2, 1);
        picks(nodes, 1);
        return new WeakReference<>(nodes.getFirst());
    }

    private String picks(List<TestCandidate> candidates, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> strategy.select(candidates, request).name())
                .collect(Collectors.joining());
    }

    static List<TestCandidate> nodes(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new TestCandidate(String.valueOf((char) ('a' + i)), "", weights[i]))
                .toList();
    }
}
