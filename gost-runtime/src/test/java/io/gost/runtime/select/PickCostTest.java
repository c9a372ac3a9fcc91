package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Request;

import org.junit.jupiter.api.Test;

import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

import javax.management.JMException;
import javax.management.ObjectName;

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
    void nothingIsAllocatedPerCandidateWhenAllAreWell() throws JMException {
        assertThat(bytesPerPick()).isLessThan(64);
    }

    @Test
    void nothingIsAllocatedPerCandidateWhileSomeAreOut() throws JMException {
        IntStream.range(0, 300).forEach(i -> rig.fail("node-" + i * 3));
        assertThat(bytesPerPick()).isLessThan(64);
    }

    /** The Optional of the result is the pick's own, and the same for any number of candidates. */
    private long bytesPerPick() throws JMException {
        long picked = pick();
        long before = allocated();
        picked += pick();
        long after = allocated();
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

    /** By name, because not every JDK has the interface that says so. */
    private static long allocated() throws JMException {
        return (Long)
                ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                                "getThreadAllocatedBytes",
                                new Object[] {Thread.currentThread().threadId()},
                                new String[] {"long"});
    }
}
