package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Spec;

import org.junit.jupiter.api.Test;

import java.time.Duration;

/** The life of a candidate that fails, by the clock. */
class HealthTest {
    private final SelectionRig rig =
            SelectionRig.of(SelectionRig.limits(3, Duration.ofSeconds(60)), "AB");

    @Test
    void isOutFromTheLastAllowedFailureOn() {
        rig.fail("A");
        rig.fail("A");
        assertThat(isOut("A")).isFalse();
        rig.fail("A");
        assertThat(isOut("A")).isTrue();
    }

    @Test
    void isInAgainExactlyWhenTheTimeoutHasPassed() {
        fails("A", 3);
        rig.advance(Duration.ofSeconds(60).minusNanos(1));
        assertThat(isOut("A")).isTrue();
        rig.advance(Duration.ofNanos(1));
        assertThat(isOut("A")).isFalse();
        assertThat(state("A")).isEqualTo(StandingReport.State.SUSPECT);
    }

    @Test
    void oneMoreFailureAfterTheTimeoutMarksItAtOnce() {
        fails("A", 3);
        rig.advance(Duration.ofSeconds(61));
        rig.fail("A");
        assertThat(isOut("A")).isTrue();
        rig.advance(Duration.ofSeconds(60));
        assertThat(isOut("A")).isFalse();
    }

    @Test
    void failuresThatDoNotPutItOutAreNoReasonToLookAgain() {
        long before = rig.watch.changes();
        fails("A", 2);
        rig.standing("A").reached();
        fails("A", 2);
        assertThat(rig.watch.changes()).isEqualTo(before);
        rig.fail("A");
        assertThat(rig.watch.changes()).isGreaterThan(before);
        long out = rig.watch.changes();
        rig.standing("A").reached();
        assertThat(rig.watch.changes()).isGreaterThan(out);
    }

    @Test
    void aSuccessForgetsFailures() {
        fails("A", 2);
        rig.standing("A").reached();
        fails("A", 2);
        assertThat(isOut("A")).isFalse();
        rig.fail("A");
        rig.standing("A").reached();
        assertThat(isOut("A")).isFalse();
        assertThat(rig.standing("A").report().failures()).isZero();
        assertThat(state("A")).isEqualTo(StandingReport.State.WELL);
    }

    @Test
    void ownLimitsWinEachByItself() {
        SelectionRig mixed =
                new SelectionRig(
                        SelectionRig.limits(1, Duration.ofSeconds(10)),
                        new Spec("A", new Traits(1, false, 0, 2, null)),
                        new Spec("B", new Traits(1, false, 0, null, Duration.ofSeconds(30))),
                        new Spec("C", new Traits(1, false, 0, 0, Duration.ZERO)));
        mixed.fail("A");
        mixed.fail("B");
        mixed.fail("C");
        assertThat(mixed.picks(2)).isEqualTo("AA");
        mixed.fail("A");
        mixed.advance(Duration.ofSeconds(10));
        assertThat(mixed.picks(4)).as("A and C have rested").isEqualTo("ACAC");
        mixed.advance(Duration.ofSeconds(20));
        assertThat(mixed.picks(3)).contains("A", "B", "C");
    }

    @Test
    void aConnectionDoesNotDisproveBadAnswers() {
        for (int i = 0; i < 3; i++) {
            rig.standing("A").reached();
            rig.standing("A").answeredBadly("status 502");
        }
        assertThat(isOut("A")).isTrue();
        rig.standing("A").reached();
        rig.standing("A").probed(Duration.ofMillis(1));
        assertThat(isOut("A")).isTrue();
        rig.standing("A").answered();
        assertThat(isOut("A")).isFalse();
    }

    @Test
    void signalsAreCountedApart() {
        fails("A", 2);
        rig.standing("A").answeredBadly("status 502");
        rig.standing("A").probeFailed("timeout");
        assertThat(isOut("A")).isFalse();
    }

    @Test
    void aFailedProbeHoldsUntilAProbeOrARequestWorks() {
        for (int i = 0; i < 3; i++) {
            rig.standing("A").probeFailed("timeout");
        }
        rig.advance(Duration.ofDays(365));
        assertThat(isOut("A")).isTrue();
        rig.standing("A").probed(Duration.ofMillis(5));
        assertThat(isOut("A")).isFalse();
        for (int i = 0; i < 3; i++) {
            rig.standing("A").probeFailed("timeout");
        }
        assertThat(isOut("A")).isTrue();
        rig.standing("A").reached();
        assertThat(isOut("A")).isFalse();
    }

    @Test
    void tellsOncePerChangeWithTheReason() {
        fails("A", 5);
        rig.advance(Duration.ofSeconds(61));
        rig.fail("A");
        rig.standing("A").reached();
        rig.standing("A").reached();
        for (int i = 0; i < 4; i++) {
            rig.standing("B").probeFailed("timeout");
        }
        rig.standing("B").probed(Duration.ofMillis(1));
        assertThat(rig.heard)
                .containsExactly(
                        "A out: dial: connection refused (3 failures, out for 1m0s)",
                        "A back: dial worked after 6 failures",
                        "B out: probe: timeout (3 failures, out until a probe works)",
                        "B back: probe worked after 4 failures");
    }

    @Test
    void zeroAndLessMeanOneFailureAndTenSeconds() {
        assertThat(FailureLimits.of(0, Duration.ZERO)).isEqualTo(FailureLimits.DEFAULT);
        assertThat(FailureLimits.of(-1, Duration.ofSeconds(-1))).isEqualTo(FailureLimits.DEFAULT);
        assertThat(FailureLimits.DEFAULT).isEqualTo(new FailureLimits(1, Duration.ofSeconds(10)));
    }

    private void fails(String name, int times) {
        for (int i = 0; i < times; i++) {
            rig.fail(name);
        }
    }

    private boolean isOut(String name) {
        return state(name) == StandingReport.State.OUT;
    }

    private StandingReport.State state(String name) {
        return rig.standing(name).report().state();
    }
}
