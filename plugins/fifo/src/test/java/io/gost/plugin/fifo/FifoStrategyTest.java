package io.gost.plugin.fifo;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

final class FifoStrategyTest {
    private static final TestSelectionContext REQUEST =
            TestSelectionContext.of(new SplittableRandom(1));
    private static final TestCandidate FIRST = new TestCandidate("first", "", 1);
    private static final TestCandidate SECOND = new TestCandidate("second", "", 9);
    private static final TestCandidate THIRD = new TestCandidate("third", "", 1);

    private final FifoStrategy strategy = new FifoStrategy();

    @RepeatedTest(3)
    void takesTheFirstWhateverTheWeights() {
        assertThat(strategy.select(List.of(FIRST, SECOND, THIRD), REQUEST)).isSameAs(FIRST);
    }

    @Test
    void returnsToTheFirstOnceItIsBack() {
        assertThat(strategy.select(List.of(SECOND, THIRD), REQUEST)).isSameAs(SECOND);
        assertThat(strategy.select(List.of(FIRST, SECOND, THIRD), REQUEST)).isSameAs(FIRST);
    }
}
