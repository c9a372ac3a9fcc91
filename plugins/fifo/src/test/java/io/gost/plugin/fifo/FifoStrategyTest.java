package io.gost.plugin.fifo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.util.List;

final class FifoStrategyTest {
    private static final Request REQUEST = Request.seeded(1);
    private static final Node FIRST = new Node("first", 1);
    private static final Node SECOND = new Node("second", 9);
    private static final Node THIRD = new Node("third", 1);

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
