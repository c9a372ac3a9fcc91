package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Request;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/** What a pick costs does not depend on the number of candidates. */
class PickCostTest {
    private static final int PICKS = 20_000;

    private final SelectionRig rig =
            new SelectionRig(
                    SelectorLimits.DEFAULT,
                    IntStream.range(0, 1_000)
                            .mapToObj(i -> SelectionRig.Spec.normal("node-" + i))
                            .toArray(SelectionRig.Spec[]::new));
    private final Request request = new Request("10.0.0.1");

    @Test
    void nothingIsAllocatedPerCandidateWhenAllAreWell() {
        assertThat(bytesPerPick()).isLessThan(64);
    }

    @Test
    void nothingIsAllocatedPerCandidateWhileSomeAreOut() {
        IntStream.range(0, 300).forEach(i -> rig.fail("node-" + i * 3));
        assertThat(bytesPerPick()).isLessThan(64);
    }

    /** The Optional of the result is the pick's own, and the same for any number of candidates. */
    private long bytesPerPick() {
        if (!(ManagementFactory.getThreadMXBean()
                instanceof com.sun.management.ThreadMXBean threads)) {
            return 0;
        }
        long picked = 0;
        picked += pick();
        long before = threads.getCurrentThreadAllocatedBytes();
        picked += pick();
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(picked).isEqualTo(2L * PICKS);
        return (after - before) / PICKS;
    }

    private int pick() {
        int picked = 0;
        for (int i = 0; i < PICKS; i++) {
            picked += rig.selector.select(request).isPresent() ? 1 : 0;
        }
        return picked;
    }
}
