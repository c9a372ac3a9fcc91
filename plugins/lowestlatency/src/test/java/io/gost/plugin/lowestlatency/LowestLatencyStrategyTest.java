package io.gost.plugin.lowestlatency;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Measurements;
import io.gost.spi.testkit.MeasuredCandidate;
import io.gost.spi.testkit.TimedRequest;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.SplittableRandom;

final class LowestLatencyStrategyTest {
    private static final TimedRequest REQUEST =
            new TimedRequest("10.0.0.1", new SplittableRandom(1), () -> 0);

    private final LowestLatencyStrategy strategy = new LowestLatencyStrategy();
    private final MeasuredCandidate a = new MeasuredCandidate("a", 1);
    private final MeasuredCandidate b = new MeasuredCandidate("b", 1);
    private final MeasuredCandidate c = new MeasuredCandidate("c", 1);

    @Test
    void takesTheFirstWhileNothingIsKnown() {
        assertThat(pick()).isEqualTo("a");
    }

    @Test
    void takesTheFastestProbe() {
        a.probed(30);
        b.probed(10);
        c.probed(20);
        assertThat(pick()).isEqualTo("b");
        b.probed(Measurements.UNKNOWN);
        assertThat(pick()).isEqualTo("c");
    }

    @Test
    void aProbedCandidateBeatsOneThatIsNot() {
        c.probed(1_000_000_000);
        a.reached(1_000, 0);
        assertThat(pick()).isEqualTo("c");
    }

    @Test
    void requestsTellWhereProbesDoNot() {
        b.reached(9_000_000, 0);
        c.reached(7_000_000, 0);
        assertThat(pick()).isEqualTo("c");
    }

    @Test
    void theFirstOfEqualsIsTaken() {
        b.probed(10);
        c.probed(10);
        assertThat(pick()).isEqualTo("b");
    }

    private String pick() {
        return strategy.select(List.of(a, b, c), REQUEST).name();
    }
}
