package io.gost.plugin.hash;

import static org.assertj.core.api.Assertions.assertThat;

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
        Request request = new Request("user1", "127.0.0.1", new SplittableRandom(1));
        assertThat(strategy.select(nodes(5), request).name()).isEqualTo("4");
    }

    @Test
    void drawsUniformlyWithoutAnyKey() {
        int picks = 20_000;
        Request request = Request.seeded(7);
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
        Request request = new Request("", key, new SplittableRandom(1));
        return Integer.parseInt(strategy.select(nodes(count), request).name());
    }

    private static List<Node> nodes(int count) {
        return IntStream.range(0, count).mapToObj(i -> new Node(Integer.toString(i), 1)).toList();
    }
}
