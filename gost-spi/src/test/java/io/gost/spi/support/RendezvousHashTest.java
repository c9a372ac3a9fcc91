package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class RendezvousHashTest {
    private static final List<String> KEYS =
            IntStream.range(0, 20_000).mapToObj(i -> "10." + i / 250 + ".0." + i % 250).toList();

    @Test
    void whoLeavesTakesOnlyItsOwnKeysAlong() {
        List<TestCandidate> all = nodes(1, 1, 1, 1, 1);
        for (TestCandidate gone : all) {
            List<TestCandidate> left = all.stream().filter(node -> !node.equals(gone)).toList();
            int moved = 0;
            for (String key : KEYS) {
                TestCandidate before = RendezvousHash.pick(all, key);
                TestCandidate after = RendezvousHash.pick(left, key);
                if (!before.equals(gone)) {
                    assertThat(after).isSameAs(before);
                } else {
                    moved++;
                }
            }
            assertThat((double) moved / KEYS.size()).isLessThanOrEqualTo(1.0 / 5 * 1.05);
        }
    }

    @Test
    void keysAreSharedByWeight() {
        List<TestCandidate> nodes = nodes(5, 3, 2);
        Map<TestCandidate, Long> shares = shares(nodes);
        double chiSquare = 0;
        for (TestCandidate node : nodes) {
            double expected = KEYS.size() * node.weight() / 10.0;
            chiSquare += Math.pow(shares.get(node) - expected, 2) / expected;
        }
        // Two degrees of freedom at 0.001.
        assertThat(chiSquare).isLessThan(13.816);
    }

    @Test
    void neitherOrderNorPlaceInTheListMatters() {
        List<TestCandidate> nodes = nodes(2, 1, 3, 1);
        List<TestCandidate> others =
                List.of(nodes.get(3), nodes.get(1), nodes.get(0), nodes.get(2));
        KEYS.forEach(
                key ->
                        assertThat(RendezvousHash.pick(others, key))
                                .isSameAs(RendezvousHash.pick(nodes, key)));
    }

    @Test
    void candidatesOfOneAddressAreToldApartByName() {
        List<TestCandidate> twins =
                List.of(
                        new TestCandidate("a", "10.0.0.1:80", 1),
                        new TestCandidate("b", "10.0.0.1:80", 1));
        assertThat(shares(twins).values())
                .hasSize(2)
                .allSatisfy(share -> assertThat(share).isBetween(9_500L, 10_500L));
    }

    @Test
    void candidatesWithoutAnAddressAreKnownByName() {
        List<TestCandidate> chains =
                List.of(new TestCandidate("a", "", 3), new TestCandidate("b", "", 1));
        assertThat(shares(chains).get(chains.getFirst())).isBetween(14_500L, 15_500L);
    }

    private static Map<TestCandidate, Long> shares(List<TestCandidate> nodes) {
        return KEYS.stream()
                .map(key -> RendezvousHash.pick(nodes, key))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<TestCandidate> nodes(int... weights) {
        return IntStream.range(0, weights.length)
                .mapToObj(i -> new TestCandidate("n" + i, "192.168.0." + i + ":1080", weights[i]))
                .toList();
    }
}
