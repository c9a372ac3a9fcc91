package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.select.SelectionRig.Item;
import io.gost.runtime.select.SelectionRig.Request;
import io.gost.runtime.select.SelectionRig.Spec;
import io.gost.spi.Candidate;
import io.gost.spi.GostException;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

/** Failures, last resorts, further attempts, races. */
class SelectorTest {
    private static final Request ANY = new Request("10.0.0.1");

    @Test
    void rotatesThroughHealthyCandidates() {
        assertThat(SelectionRig.of("ABC").picks(4)).isEqualTo("ABCA");
    }

    @Test
    void leavesFailedCandidatesOut() {
        SelectionRig rig = SelectionRig.of("ABC");
        assertThat(rig.picks(1)).isEqualTo("A");
        rig.fail("A");
        // The counter stands at 1 and two are left: 1 mod 2 is C.
        assertThat(rig.picks(2)).isEqualTo("CB");
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.picks(3)).isEqualTo("ABC");
    }

    @Test
    void triesTheFirstWhenAllHaveFailed() {
        SelectionRig rig = SelectionRig.of("AB");
        rig.fail("A");
        rig.fail("B");
        assertThat(rig.picks(3)).isEqualTo("AAA");
        rig.standing("A").reached();
        assertThat(rig.picks(2)).isEqualTo("AA");
        rig.fail("A");
        rig.advance(Duration.ofSeconds(10));
        assertThat(rig.picks(2)).isEqualTo("AB");
    }

    @Test
    void theLastResortIsOneThatTheRuleAllows() {
        SelectionRig rig = SelectionRig.of("AB");
        rig.fail("A");
        rig.fail("B");
        assertThat(rig.selector.select(ANY, item -> item.name().equals("B"), new Tried()))
                .contains(rig.item("B"));
        assertThat(rig.selector.select(ANY, _ -> false, new Tried())).isEmpty();
    }

    @Test
    void doesNotAskTheStrategyForASingleCandidate() {
        SelectionRig rig = SelectionRig.of("AB");
        rig.fail("A");
        assertThat(rig.picks(3)).isEqualTo("BBB");
        assertThat(rig.rotation.counter).hasValue(0);
    }

    @Test
    void lookingIsNoRequest() {
        SelectionRig rig = SelectionRig.of("ABC");
        assertThat(rig.selector.peek(null)).contains(rig.item("A"));
        assertThat(rig.selector.peek(item -> item.name().equals("B"))).contains(rig.item("B"));
        assertThat(rig.selector.peek(_ -> false)).isEmpty();
        assertThat(rig.rotation.counter).hasValue(0);
        assertThat(rig.picks(1)).isEqualTo("A");
        rig.fail("A");
        assertThat(rig.selector.peek(null)).contains(rig.item("B"));
    }

    @Test
    void yieldsNothingOnlyWithoutCandidates() {
        assertThat(SelectionRig.of("").selector.select(ANY)).isEmpty();
    }

    @Test
    void aFurtherAttemptGoesElsewhereWhileThereIsAnywhereElse() {
        SelectionRig rig = SelectionRig.of("ABC");
        Tried tried = new Tried();
        rig.fail("C");
        tried.add(rig.item("A"));
        assertThat(again(rig, tried)).isEqualTo("B");
        tried.add(rig.item("B"));
        assertThat(again(rig, tried)).as("A and B may still work, C has failed").isIn("A", "B");
        rig.fail("A");
        rig.fail("B");
        assertThat(again(rig, tried)).as("the last resort that was not tried").isEqualTo("C");
        tried.add(rig.item("C"));
        assertThat(again(rig, tried)).isEqualTo("A");
    }

    @Test
    void aFurtherAttemptGoesToABackupWhenAllPrimariesWereTried() {
        SelectionRig rig =
                new SelectionRig(
                        SelectionRig.limits(3, Duration.ofSeconds(10)),
                        Spec.normal("A"),
                        Spec.backup("B"));
        Tried tried = new Tried();
        assertThat(again(rig, tried)).isEqualTo("A");
        tried.add(rig.item("A"));
        assertThat(again(rig, tried)).isEqualTo("B");
    }

    @Test
    void takesOtherCandidatesAndKeepsThoseThatStay() {
        SelectionRig rig = SelectionRig.of("ABC");
        rig.fail("B");
        List<Item> others =
                List.of(
                        rig.item("B"),
                        rig.item("C"),
                        new Item("D", rig.watch.standing("D", Traits.NONE)));
        assertThat(rig.picks(1)).isEqualTo("A");
        rig.selector.replace(others);
        assertThat(rig.picks(2)).isEqualTo("DC");
        assertThat(rig.selector.candidates()).isEqualTo(others);
        rig.selector.replace(List.of());
        assertThat(rig.selector.select(ANY)).isEmpty();
    }

    @Test
    void countsPicksAndTunnels() {
        SelectionRig rig = SelectionRig.of("AB");
        rig.picks(3);
        rig.standing("A").entered();
        rig.standing("A").entered();
        rig.standing("A").left();
        rig.standing("A").reached(Duration.ofMillis(3));
        assertThat(rig.standing("A").report())
                .isEqualTo(
                        new StandingReport(
                                "A",
                                StandingReport.State.WELL,
                                0,
                                3_000_000,
                                -1,
                                1,
                                2,
                                1,
                                0,
                                false));
    }

    @Test
    void aRaceIsRunByThoseWhoAreLeft() {
        SelectionRig rig = SelectionRig.of("ABC");
        Selector<Item> racing =
                new Selector<>(
                        rig.selector.candidates(),
                        new Race() {
                            @Override
                            public <C extends Candidate> List<C> race(
                                    List<C> candidates, SelectionContext context) {
                                return candidates;
                            }
                        },
                        rig.watch);
        rig.fail("B");
        assertThat(racing.race(ANY, null, new Tried()))
                .containsExactly(rig.item("A"), rig.item("C"));
        assertThat(rig.selector.race(ANY, null, new Tried())).hasSize(1);
    }

    @Test
    void aRaceOfStrangersIsThePluginsMistake() {
        SelectionRig rig = SelectionRig.of("AB");
        Selector<Item> empty =
                new Selector<>(
                        rig.selector.candidates(),
                        new Race() {
                            @Override
                            public <C extends Candidate> List<C> race(
                                    List<C> candidates, SelectionContext context) {
                                return List.of();
                            }
                        },
                        rig.watch);
        assertThatThrownBy(() -> empty.race(ANY, null, new Tried()))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("did not pick");
    }

    private static String again(SelectionRig rig, Tried tried) {
        return rig.selector.select(ANY, null, tried).orElseThrow().name();
    }

    private abstract static class Race implements RacingStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            throw new AssertionError("asked for one of " + candidates.size());
        }
    }
}
