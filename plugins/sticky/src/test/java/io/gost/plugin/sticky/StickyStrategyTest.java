package io.gost.plugin.sticky;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TimedRequest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

final class StickyStrategyTest {
    private static final Duration TTL = Duration.ofMinutes(10);

    private final StickyStrategy strategy = new StickyStrategy(new StickyOptions(TTL, 10_000));
    private final List<TestCandidate> nodes = nodes(5);
    // Overflows on the way.
    private long now = Long.MAX_VALUE - TTL.toNanos();

    @Test
    void nobodyMovesWhileAllIsWell() {
        Map<String, TestCandidate> homes = new HashMap<>();
        for (int round = 0; round < 20; round++) {
            for (int client = 0; client < 2_000; client++) {
                String key = "client-" + client;
                TestCandidate picked = pick(key, nodes);
                assertThat(picked).isSameAs(homes.computeIfAbsent(key, _ -> picked));
            }
            now += TTL.dividedBy(2).toNanos();
        }
        assertThat(new HashSet<>(homes.values())).hasSameSizeAs(nodes);
    }

    @Test
    void onlyClientsOfANodeThatFailsMoveAndTheyStayWhenItIsBack() {
        Map<String, TestCandidate> before = picks(1_000, nodes);
        TestCandidate failed = nodes.get(2);
        List<TestCandidate> others = nodes.stream().filter(node -> !node.equals(failed)).toList();
        Map<String, TestCandidate> during = picks(1_000, others);
        before.forEach(
                (key, home) -> {
                    if (!home.equals(failed)) {
                        assertThat(during.get(key)).isSameAs(home);
                    }
                });
        assertThat(picks(1_000, nodes)).isEqualTo(during);
    }

    @Test
    void nobodyMovesWhenANodeJoins() {
        Map<String, TestCandidate> before = picks(1_000, nodes);
        List<TestCandidate> more = new ArrayList<>(nodes);
        more.add(TestCandidate.of("10.0.0.99:80"));
        assertThat(picks(1_000, more)).isEqualTo(before);
    }

    @Test
    void aClientIsForgottenExactlyAfterItsTime() {
        List<TestCandidate> first = nodes.subList(0, 1);
        String key = elsewhere(nodes.getFirst());
        pick(key, first);
        now += TTL.toNanos() - 1;
        assertThat(pick(key, nodes)).as("kept, and seen again").isSameAs(nodes.getFirst());
        now += TTL.toNanos();
        assertThat(pick(key, nodes)).isNotSameAs(nodes.getFirst());
    }

    @Test
    void theMemoryIsBoundedAndForgetsThoseNotSeenForLongest() {
        Homes homes = new Homes(4, TTL.toNanos());
        for (int i = 0; i < 100; i++) {
            homes.put("client-" + i, nodes.getFirst(), now + i);
        }
        long known =
                IntStream.range(0, 100)
                        .filter(i -> homes.find("client-" + i, now + 100) != null)
                        .count();
        assertThat(known).isEqualTo(Homes.WAYS);
        assertThat(homes.find("client-99", now + 101)).isSameAs(nodes.getFirst());
        assertThat(homes.find("client-0", now + 101)).isNull();
    }

    @Test
    void withoutAKeyThePickIsRandom() {
        TimedRequest nobody = new TimedRequest("", new SplittableRandom(1), () -> now);
        Set<TestCandidate> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(strategy.select(nodes, nobody));
        }
        assertThat(seen).hasSameSizeAs(nodes);
        assertThat(strategy.isKeyed()).isTrue();
    }

    /** A client whom hashing would not send to this node. */
    private String elsewhere(TestCandidate node) {
        StickyStrategy other = new StickyStrategy(new StickyOptions(TTL, 100));
        return IntStream.range(0, 1_000)
                .mapToObj(i -> "key-" + i)
                .filter(key -> !other.select(nodes, request(key)).equals(node))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, TestCandidate> picks(int clients, List<TestCandidate> candidates) {
        Map<String, TestCandidate> picks = new HashMap<>();
        for (int i = 0; i < clients; i++) {
            picks.put("client-" + i, pick("client-" + i, candidates));
        }
        return picks;
    }

    private TestCandidate pick(String key, List<TestCandidate> candidates) {
        return strategy.select(candidates, request(key));
    }

    private TimedRequest request(String key) {
        return new TimedRequest(key, new SplittableRandom(1), () -> now);
    }

    private static List<TestCandidate> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestCandidate.of("10.0.0." + i + ":80"))
                .toList();
    }
}
