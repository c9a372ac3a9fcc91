package io.gost.plugin.rand;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

final class RandStrategyTest {
    private static final int PICKS = 30_000;

    /**
     * Fair draws exceed this in one of 1000 runs, with three candidates: two degrees of freedom.
     */
    private static final double CHI_SQUARE_2_AT_0_001 = 13.816;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesEqualSharesWithoutWeights(long seed) {
        assertThat(chiSquare(nodes(1, 1, 1), seed)).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void givesSharesByWeight(long seed) {
        assertThat(chiSquare(nodes(10, 1, 5), seed)).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void doesNotOverflowWithHugeWeights(long seed) {
        int most = Integer.MAX_VALUE;
        assertThat(chiSquare(nodes(most, most, most), seed)).isLessThan(CHI_SQUARE_2_AT_0_001);
    }

    private static double chiSquare(List<Node> nodes, long seed) {
        RandStrategy strategy = new RandStrategy();
        Request request = Request.seeded(seed);
        Map<Node, Integer> counts = new HashMap<>();
        for (int i = 0; i < PICKS; i++) {
            counts.merge(strategy.select(nodes, request), 1, Integer::sum);
        }
        double total = nodes.stream().mapToDouble(Node::weight).sum();
        double sum = 0;
        for (Node node : nodes) {
            double expected = PICKS * node.weight() / total;
            double difference = counts.getOrDefault(node, 0) - expected;
            sum += difference * difference / expected;
        }
        return sum;
    }

    private static List<Node> nodes(int first, int second, int third) {
        return List.of(new Node("a", first), new Node("b", second), new Node("c", third));
    }
}
