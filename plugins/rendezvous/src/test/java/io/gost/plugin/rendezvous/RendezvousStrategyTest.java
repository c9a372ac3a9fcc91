package io.gost.plugin.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Target;
import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The key; shares and moves are the hash's. */
final class RendezvousStrategyTest {
    private static final List<TestCandidate> NODES =
            IntStream.range(0, 8).mapToObj(i -> TestCandidate.of("10.0.0." + i + ":80")).toList();

    private final RendezvousStrategy strategy = new RendezvousStrategy();

    @Test
    void theIdOfAClientWinsOverItsAddress() {
        TestCandidate home = pick("alice", "10.1.1.1");
        for (int i = 0; i < 50; i++) {
            assertThat(pick("alice", "10.1.1." + i)).isSameAs(home);
        }
        assertThat(pick("", "alice")).isSameAs(home);
    }

    @Test
    void clientsAreSpread() {
        Set<TestCandidate> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seen.add(pick("", "10.1.1." + i));
        }
        assertThat(seen).hasSameSizeAs(NODES);
    }

    @Test
    void aNodeThatFailsMovesOnlyItsOwnClients() {
        for (int i = 0; i < 200; i++) {
            TestCandidate home = pick("", "10.1.1." + i);
            List<TestCandidate> others =
                    NODES.stream().filter(node -> !node.name().endsWith(".3:80")).toList();
            TestCandidate now = strategy.select(others, request("", "10.1.1." + i));
            assertThat(now.equals(home)).isEqualTo(others.contains(home));
        }
    }

    @Test
    void withoutAKeyThePickIsRandom() {
        TestSelectionContext nobody = request("", "");
        Set<TestCandidate> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(strategy.select(NODES, nobody));
        }
        assertThat(seen).hasSameSizeAs(NODES);
        assertThat(strategy.isKeyed()).isTrue();
    }

    private TestCandidate pick(String id, String source) {
        return strategy.select(NODES, request(id, source));
    }

    private static TestSelectionContext request(String id, String source) {
        return new TestSelectionContext(
                id, source, Target.tcp("target.test", 80), new SplittableRandom(1));
    }
}
