package io.gost.plugin.rand;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

final class RandStrategyTest {
    private static final int PICKS = 30_000;

    /**
     * Fair draws exceed this in one of 1000 runs, with three candidates: two degrees of freedom.
     */
    static final double CHI_SQUARE_2_AT_0_001 = 13.816;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesEqualSharesWithoutWeights(long seed) {
        assertThat(chiSquare(picks(seed, 1, 1, 1))).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesSharesByWeight(long seed) {
        assertThat(chiSquare(picks(seed, 10, 1, 5))).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesNotOverflowWithHugeWeights(long seed) {
        int most = Integer.MAX_VALUE;
        assertThat(chiSquare(picks(seed, most, most, most))).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    /** How far the numbers of picks are from the shares that the weights ask for. */
    static double chiSquare(Map<TestCandidate, Integer> picks) {
        double total = picks.keySet().stream().mapToDouble(TestCandidate::weight).sum();
        double count = picks.values().stream().mapToDouble(Integer::doubleValue).sum();
        return picks.entrySet().stream()
                .mapToDouble(
                        entry -> {
                            double expected = count * entry.getKey().weight() / total;
                            double difference = entry.getValue() - expected;
                            return difference * difference / expected;
                        })
                .sum();
    }

    private static Map<TestCandidate, Integer> picks(long seed, int... weights) {
        List<TestCandidate> candidates =
                IntStream.range(0, weights.length)
                        .mapToObj(i -> new TestCandidate("node-" + i, "", weights[i]))
                        .toList();
        RandStrategy strategy = new RandStrategy();
        TestSelectionContext request = TestSelectionContext.of(new SplittableRandom(seed));
        Map<TestCandidate, Integer> picks = new HashMap<>();
        candidates.forEach(candidate -> picks.put(candidate, 0));
        for (int i = 0; i < PICKS; i++) {
            picks.merge(strategy.select(candidates, request), 1, Integer::sum);
        }
        return picks;
    }
}
