package io.gost.plugin.leastconn;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.MeasuredCandidate;
import io.gost.spi.testkit.TestSelectionContext;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

final class LeastConnStrategyTest {
    private static final TestSelectionContext REQUEST =
            TestSelectionContext.of(new SplittableRandom(1));

    private final LeastConnStrategy strategy = new LeastConnStrategy();
    private final MeasuredCandidate a = new MeasuredCandidate("a", 1);
    private final MeasuredCandidate b = new MeasuredCandidate("b", 1);
    private final MeasuredCandidate c = new MeasuredCandidate("c", 1);

    @Test
    void takesTheOneWithTheFewestTunnels() {
        a.open(3);
        b.open(1);
        c.open(2);
        assertThat(picks(3, a, b, c)).isEqualTo("bbb");
        b.open(4);
        assertThat(picks(3, a, b, c)).isEqualTo("ccc");
    }

    @Test
    void equalsHaveEqualChances() {
        String idle = picks(3_000, a, b, c);
        assertThat(idle.chars().filter(name -> name == 'a').count()).isBetween(900L, 1_100L);
        assertThat(idle.chars().filter(name -> name == 'b').count()).isBetween(900L, 1_100L);
        a.open(1);
        b.open(1);
        c.open(9);
        assertThat(picks(30, a, b, c)).contains("a", "b").doesNotContain("c");
    }

    @Test
    void tunnelsThatStayOpenEndUpByWeight() {
        MeasuredCandidate heavy = new MeasuredCandidate("h", 3);
        List<MeasuredCandidate> nodes = List.of(a, heavy, b);
        int[] open = new int[3];
        for (int i = 0; i < 100; i++) {
            int index = nodes.indexOf(strategy.select(nodes, REQUEST));
            open[index]++;
            nodes.get(index).open(open[index]);
        }
        assertThat(open).containsExactly(20, 60, 20);
    }

    private String picks(int count, MeasuredCandidate... nodes) {
        return IntStream.range(0, count)
                .mapToObj(_ -> strategy.select(List.of(nodes), REQUEST).name())
                .collect(Collectors.joining());
    }
}
