package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** What every selection strategy owes the runtime. */
public interface StrategyContract extends Contract {
    /** How many picks {@link #expectFairness} sees. */
    int PICKS = 12_000;

    /**
     * Makes the strategy under test.
     *
     * @return the provider, as registered
     */
    SelectionStrategyProvider<?> strategyProvider();

    /**
     * Metadata of the strategy under test.
     *
     * @return key to value
     */
    default Map<String, ?> strategyMetadata() {
        return Map.of();
    }

    /**
     * Judges how {@value #PICKS} picks of one client are spread over three candidates of weight 1,
     * 2 and 3. Strategies that promise nothing leave it alone.
     *
     * @param picks candidate to number of picks, in configuration order
     */
    default void expectFairness(Map<TestCandidate, Integer> picks) {}

    /** Whatever the list, the pick is one of it. */
    @Test
    default void strategyPicksOneOfTheCandidates() {
        try (TestNetwork network = TestNetwork.open()) {
            SelectionStrategy strategy = strategy(network);
            TestSelectionContext context = TestSelectionContext.of(new SplittableRandom(1));
            // Growing and shrinking: what failed drops out of the list and comes back.
            IntStream.of(1, 2, 3, 16, 100, 16, 3, 2, 1)
                    .mapToObj(StrategyContract::candidates)
                    .forEach(
                            list ->
                                    assertThat(list)
                                            .as(
                                                    "the candidates of this call; keep none of them"
                                                            + " from one call to the next")
                                            .contains(pick(strategy, list, context)));
        }
    }

    /** One candidate is picked every time. */
    @Test
    default void strategyPicksTheOnlyCandidate() {
        try (TestNetwork network = TestNetwork.open()) {
            SelectionStrategy strategy = strategy(network);
            TestSelectionContext context = TestSelectionContext.of(new SplittableRandom(2));
            List<TestCandidate> only = candidates(1);
            for (int i = 0; i < 10; i++) {
                assertThat(pick(strategy, only, context))
                        .as("the pick of one candidate")
                        .isSameAs(only.getFirst());
            }
        }
    }

    /** Several event loops may ask at the same time. */
    @Test
    default void strategyWorksConcurrently() {
        try (TestNetwork network = TestNetwork.open()) {
            SelectionStrategy strategy = strategy(network);
            List<CompletableFuture<Boolean>> workers = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                int seed = worker;
                workers.add(network.blocking(() -> pickAlways(strategy, seed)));
            }
            for (CompletableFuture<Boolean> worker : workers) {
                assertThat(Await.result(worker))
                        .as(
                                "picks from several event loops are of their lists; let state be"
                                        + " atomic")
                        .isTrue();
            }
        }
    }

    /** Picks are spread as {@link #expectFairness} wants. */
    @Test
    default void strategySpreadsItsPicks() {
        try (TestNetwork network = TestNetwork.open()) {
            SelectionStrategy strategy = strategy(network);
            TestSelectionContext context = TestSelectionContext.of(new SplittableRandom(3));
            List<TestCandidate> list =
                    List.of(
                            new TestCandidate("one", "127.0.0.1:1", 1),
                            new TestCandidate("two", "127.0.0.1:2", 2),
                            new TestCandidate("three", "127.0.0.1:3", 3));
            Map<TestCandidate, Integer> picks = new LinkedHashMap<>();
            list.forEach(candidate -> picks.put(candidate, 0));
            for (int i = 0; i < PICKS; i++) {
                picks.merge(pick(strategy, list, context), 1, Integer::sum);
            }
            assertThat(picks).hasSize(list.size());
            expectFairness(picks);
        }
    }

    /** Who races is picked from the list, and somebody does. */
    @Test
    default void racingStrategyPicksSomeOfTheCandidates() {
        try (TestNetwork network = TestNetwork.open()) {
            if (strategy(network) instanceof RacingStrategy racing) {
                TestSelectionContext context = TestSelectionContext.of(new SplittableRandom(4));
                for (int size = 1; size < 8; size++) {
                    List<TestCandidate> list = candidates(size);
                    assertThat(racing.race(list, context))
                            .as("who races; race the candidate that select would pick, at least")
                            .isNotEmpty()
                            .as("who races; each of them once at most")
                            .doesNotHaveDuplicates()
                            .as(
                                    "who races of this call's; keep none of them from one call to"
                                            + " the next")
                            .isSubsetOf(list);
                }
            }
        }
    }

    private static TestCandidate pick(
            SelectionStrategy strategy, List<TestCandidate> list, TestSelectionContext context) {
        try {
            return strategy.select(list, context);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    "select threw with %d candidates; pick from the list of this call, and bound a counter with Math.floorMod(count, candidates.size())"
                            .formatted(list.size()),
                    e);
        }
    }

    private SelectionStrategy strategy(TestNetwork network) {
        return create(strategyProvider(), new TestPluginContext(network));
    }

    private <O> SelectionStrategy create(
            SelectionStrategyProvider<O> provider, TestPluginContext context) {
        return provider.create(provider.read(Options.of(strategyMetadata())), context);
    }

    private static List<TestCandidate> candidates(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> TestCandidate.of("candidate-" + size + "-" + i))
                .toList();
    }

    private static boolean pickAlways(SelectionStrategy strategy, int seed) {
        TestSelectionContext context = TestSelectionContext.of(new SplittableRandom(seed));
        boolean good = true;
        for (int i = 0; i < 10_000; i++) {
            List<TestCandidate> list = candidates(1 + (i + seed) % 7);
            good &= list.contains(pick(strategy, list, context));
        }
        return good;
    }
}
