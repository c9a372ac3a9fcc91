package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Spec;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** GOST's vectors for priorities, backups and latencies. */
class TiersTest {
    @Test
    void aSingleHighestPriorityIsTakenAlways() {
        SelectionRig rig = rig(node("A", 20), node("B", 0));
        assertThat(rig.picks(3)).isEqualTo("AAA");
        assertThat(rig.rotation.counter).hasValue(0);
        rig.fail("A");
        assertThat(rig.picks(2)).isEqualTo("BB");
        assertThat(rig(node("A", 5), node("B", 3)).picks(2)).isEqualTo("AA");
    }

    @Test
    void equalHighestPrioritiesTakeTurns() {
        SelectionRig rig = rig(node("A", 20), node("B", 20), node("C", 0));
        assertThat(rig.picks(4)).isEqualTo("ABAB");
        rig.fail("A");
        assertThat(rig.picks(2)).isEqualTo("BB");
        rig.fail("B");
        assertThat(rig.picks(2)).isEqualTo("CC");
    }

    @Test
    void aPrimaryBeatsABackupOfHigherPriority() {
        assertThat(rig(backup("A", 20), node("B", 0)).picks(2)).isEqualTo("BB");
        assertThat(rig(backup("A", 20), backup("B", 5)).picks(2)).isEqualTo("AA");
        assertThat(rig(backup("A", 0), node("B", 0), node("C", 0)).picks(4)).isEqualTo("BCBC");
    }

    @Test
    void negativePrioritiesComeLastAndDoNotShortCircuit() {
        assertThat(rig(node("A", -1), node("B", -1)).picks(3)).isEqualTo("ABA");
        assertThat(rig(node("A", -1), node("B", 0)).picks(3)).isEqualTo("BBB");
        assertThat(rig(node("A", -5), node("B", -1), node("C", -1)).picks(4)).isEqualTo("BCBC");
    }

    @Test
    void backupsJoinWhenAllPrimariesAreOutAndLeaveWhenOneReturns() {
        SelectionRig rig = rig(backup("A", 0), node("B", 0), node("C", 0), backup("D", 0));
        assertThat(rig.picks(4)).isEqualTo("BCBC");
        rig.fail("B");
        assertThat(rig.picks(2)).isEqualTo("CC");
        rig.fail("C");
        assertThat(rig.picks(4)).isEqualTo("ADAD");
        rig.standing("C").reached();
        assertThat(rig.picks(2)).isEqualTo("CC");
        rig.fail("C");
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.picks(2)).isEqualTo("BC");
    }

    @Test
    void slowCandidatesAreLeftOutUnlessAllAreSlow() {
        SelectionRig rig = slow(Duration.ofMillis(500), node("A", 0), node("B", 0), node("C", 0));
        rig.standing("A").probed(Duration.ofMillis(900));
        assertThat(rig.picks(2)).as("B and C are not probed").isEqualTo("BC");
        rig.standing("B").probed(Duration.ofMillis(501));
        rig.standing("C").probed(Duration.ofMillis(500));
        assertThat(rig.picks(2)).isEqualTo("CC");
        rig.standing("C").probed(Duration.ofMillis(800));
        assertThat(rig.picks(3)).as("too slow is better than nobody").isEqualTo("CAB");
        rig.standing("B").probed(Duration.ofMillis(499));
        assertThat(rig.picks(1)).isEqualTo("B");
    }

    @Test
    void backupsDoNotJoinBecausePrimariesAreSlow() {
        SelectionRig rig = slow(Duration.ofMillis(500), node("A", 0), backup("B", 0));
        rig.standing("A").probed(Duration.ofSeconds(1));
        assertThat(rig.picks(2)).isEqualTo("AA");
    }

    @Test
    void aLowerTierJoinsWhenAHigherOneIsTooSlow() {
        SelectionRig rig = slow(Duration.ofMillis(500), node("A", 2), node("B", 2), node("C", 1));
        rig.standing("A").probed(Duration.ofSeconds(1));
        rig.standing("B").probed(Duration.ofSeconds(1));
        assertThat(rig.picks(2)).isEqualTo("CC");
    }

    private static SelectionRig rig(Spec... specs) {
        return new SelectionRig(SelectorLimits.DEFAULT, specs);
    }

    private static SelectionRig slow(Duration maxLatency, Spec... specs) {
        SelectorLimits limits =
                new SelectorLimits(FailureLimits.DEFAULT, maxLatency, null, Duration.ZERO);
        return new SelectionRig(limits, specs);
    }

    private static Spec node(String name, int priority) {
        return new Spec(name, new Traits(1, false, priority, null, null));
    }

    private static Spec backup(String name, int priority) {
        return new Spec(name, new Traits(1, true, priority, null, null));
    }
}
