package io.gost.plugin.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Target;
import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

final class HashStrategyTest {
    /**
     * Fair draws exceed this in one of 1000 runs, with five candidates: four degrees of freedom.
     */
    private static final double CHI_SQUARE_4_AT_0_001 = 18.467;

    private final HashStrategy strategy = new HashStrategy();

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 0, 2, 0, 2",
        "192.168.1.10, 1, 1, 3, 2",
        "10.0.0.5, 0, 2, 2, 3",
        "::1, 1, 1, 3, 0",
        "example.com:443, 0, 0, 0, 3",
        "user1, 1, 1, 1, 4"
    })
    void picksWhatGostPicks(String key, int ofTwo, int ofThree, int ofFour, int ofFive) {
        assertThat(pickBySource(key, 2)).isEqualTo(ofTwo);
        assertThat(pickBySource(key, 3)).isEqualTo(ofThree);
        assertThat(pickBySource(key, 4)).isEqualTo(ofFour);
        assertThat(pickBySource(key, 5)).isEqualTo(ofFive);
    }

    @Test
    void prefersTheClientIdToTheHashSource() {
        TestSelectionContext request = request("user1", "127.0.0.1");
        assertThat(strategy.select(nodes(5), request).name()).isEqualTo("4");
    }

    @Test
    void drawsUniformlyWithoutAnyKey() {
        int picks = 20_000;
        TestSelectionContext request = request("", "");
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < picks; i++) {
            counts.merge(strategy.select(nodes(5), request).name(), 1, Integer::sum);
        }
        double expected = picks / 5.0;
        double chiSquare =
                counts.values().stream()
                        .mapToDouble(count -> (count - expected) * (count - expected) / expected)
                        .sum();
        assertThat(counts).hasSize(5);
        assertThat(chiSquare).isLessThan(CHI_SQUARE_4_AT_0_001);
    }

    private int pickBySource(String key, int count) {
        TestSelectionContext request = request("", key);
        return Integer.parseInt(strategy.select(nodes(count), request).name());
    }

    private static TestSelectionContext request(String clientId, String hashSource) {
        return new TestSelectionContext(
                clientId, hashSource, Target.tcp("target.test", 80), new SplittableRandom(7));
    }

    private static List<TestCandidate> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestCandidate.of(Integer.toString(i)))
                .toList();
    }
}
