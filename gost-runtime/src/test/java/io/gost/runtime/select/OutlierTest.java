package io.gost.runtime.select;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.select.SelectionRig.Request;
import io.gost.spi.Candidate;
import io.gost.spi.RacingStrategy;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Ejection by error rate, by the clock. */
class OutlierTest {
    /** Four failures of ten within 10 s eject for 30 s, 60 s, 100 s; two of four at most. */
    private static final EjectionLimits EJECTION =
            new EjectionLimits(
                    40,
                    10,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(100),
                    50);

    private final SelectionRig rig = rig(EJECTION);

    @Test
    void ejectsWhenEnoughOfEnoughRequestsFail() {
        results("A", 6, 3);
        assertThat(isOut("A")).as("nine requests are too few").isFalse();
        results("A", 0, 1);
        assertThat(isOut("A")).isTrue();
        assertThat(rig.picks(8)).doesNotContain("A");
        assertThat(rig.heard)
                .containsExactly(
                        "A out: 4 of 10 requests failed, the last by dial (ejected for 30s, then"
                                + " tried)");
    }

    @Test
    void toleratesASmallerShareOfFailures() {
        results("A", 100, 60);
        assertThat(isOut("A")).as("60 of 160").isFalse();
        assertThat(rig.heard).isEmpty();
    }

    @Test
    void countsWithinOneWindow() {
        results("A", 5, 3);
        rig.advance(Duration.ofSeconds(10));
        results("A", 0, 1);
        assertThat(isOut("A")).isFalse();
    }

    @Test
    void oneRequestTriesItWhenTheTimeIsOver() {
        results("A", 6, 4);
        rig.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(rig.picks(8)).doesNotContain("A");
        rig.advance(Duration.ofNanos(1));
        assertThat(rig.picks(12).chars().filter(name -> name == 'A').count())
                .as("one trial")
                .isEqualTo(1);
        rig.standing("A").reached();
        assertThat(rig.picks(4)).contains("A");
        assertThat(rig.heard.getLast()).isEqualTo("A back: the trial after an ejection worked");
    }

    @Test
    void aFailedTrialEjectsForTwiceTheTimeUpToALimit() {
        results("A", 6, 4);
        for (int seconds : new int[] {30, 60, 100, 100}) {
            rig.advance(Duration.ofSeconds(seconds).minusNanos(1));
            assertThat(rig.picks(8)).as("after %s", seconds).doesNotContain("A");
            rig.advance(Duration.ofNanos(1));
            assertThat(rig.picks(8)).contains("A");
            rig.fail("A");
        }
        assertThat(rig.heard).as("it was never back").hasSize(1);
    }

    @Test
    void aTrialThatIsNeverHeardOfIsGivenUp() {
        results("A", 6, 4);
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.picks(8)).contains("A");
        rig.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(rig.picks(8)).doesNotContain("A");
        rig.advance(Duration.ofNanos(1));
        assertThat(rig.picks(8)).contains("A");
    }

    @Test
    void ejectionsGrowUntilItBehavedForLongEnough() {
        eject("A", Duration.ofSeconds(30));
        results("A", 6, 4);
        rig.advance(Duration.ofSeconds(59));
        assertThat(rig.picks(8)).as("the second in a row lasts 60 s").doesNotContain("A");
        rig.advance(Duration.ofSeconds(1));
        rig.picks(8);
        rig.standing("A").reached();
        rig.advance(Duration.ofSeconds(100));
        results("A", 6, 4);
        rig.advance(Duration.ofSeconds(30));
        assertThat(rig.picks(8)).as("forgiven").contains("A");
    }

    @Test
    void ejectsNoLargerShareThanAllowed() {
        for (String name : new String[] {"A", "B", "C"}) {
            results(name, 6, 4);
        }
        assertThat(rig.picks(8)).doesNotContain("A", "B").contains("C", "D");
        rig.advance(Duration.ofSeconds(30));
        rig.picks(8);
        rig.standing("A").reached();
        results("C", 0, 10);
        assertThat(rig.picks(8)).as("a place is free").contains("A", "D").doesNotContain("C");
    }

    @Test
    void aCandidateThatIsTakenAwayLeavesItsPlaceToOthers() {
        results("A", 6, 4);
        results("B", 6, 4);
        rig.selector.replace(List.of(rig.item("B"), rig.item("C"), rig.item("D")));
        results("A", 0, 20);
        results("C", 6, 4);
        assertThat(isOut("C")).as("two of three would be too many").isFalse();
        rig.selector.replace(List.of(rig.item("C"), rig.item("D")));
        results("C", 0, 10);
        assertThat(rig.picks(8)).as("one of two").isEqualTo("D".repeat(8));
    }

    @Test
    void aRaceTriesItToo() {
        Selector<SelectionRig.Item> racing =
                new Selector<>(rig.selector.candidates(), new Everybody(), rig.watch);
        Request request = new Request("10.0.0.1");
        results("A", 6, 4);
        rig.advance(Duration.ofSeconds(30));
        assertThat(racing.race(request, null, new Tried())).contains(rig.item("A"));
        assertThat(racing.race(request, null, new Tried()))
                .as("one request tries it")
                .doesNotContain(rig.item("A"))
                .hasSize(3);
        rig.standing("A").reached();
        assertThat(racing.race(request, null, new Tried())).hasSize(4);
    }

    @Test
    void badAnswersCountAndOnlyAGoodAnswerBringsItBack() {
        for (int i = 0; i < 5; i++) {
            rig.standing("A").reached();
            rig.standing("A").answeredBadly("status 502");
        }
        assertThat(isOut("A")).isTrue();
        rig.advance(Duration.ofSeconds(30));
        rig.picks(8);
        rig.standing("A").reached();
        assertThat(rig.picks(8)).doesNotContain("A");
        rig.standing("A").answered();
        assertThat(rig.picks(8)).contains("A");
    }

    @Test
    void aCandidateThatComesBackGetsAGrowingShare() {
        SelectionRig slow =
                SelectionRig.of(
                        new SelectorLimits(
                                FailureLimits.DEFAULT,
                                Duration.ZERO,
                                null,
                                Duration.ofSeconds(100)),
                        "AB");
        assertThat(share(slow)).as("nothing happened yet").isBetween(0.49, 0.51);
        slow.fail("A");
        slow.advance(Duration.ofSeconds(10));
        assertThat(share(slow)).as("not proved yet").isBetween(0.03, 0.07);
        slow.standing("A").reached();
        assertThat(share(slow)).as("just back").isBetween(0.03, 0.07);
        slow.advance(Duration.ofSeconds(50));
        assertThat(share(slow)).as("half-way").isBetween(0.22, 0.28);
        slow.advance(Duration.ofSeconds(50));
        assertThat(share(slow)).as("all the way").isBetween(0.49, 0.51);
    }

    @Test
    void withAStickyStrategyClientsComeBackOneAfterTheOther() {
        SelectionRig slow =
                SelectionRig.of(
                        new SelectorLimits(
                                FailureLimits.DEFAULT,
                                Duration.ZERO,
                                null,
                                Duration.ofSeconds(100)),
                        "AB");
        Selector<SelectionRig.Item> sticky =
                new Selector<>(slow.selector.candidates(), new AlwaysFirst(), slow.watch);
        slow.fail("A");
        slow.advance(Duration.ofSeconds(10));
        slow.standing("A").reached();
        String before = "B".repeat(200);
        for (int i = 0; i < 11; i++) {
            String picks =
                    IntStream.range(0, 200)
                            .mapToObj(client -> new Request("10.0.0." + client))
                            .map(request -> sticky.select(request).orElseThrow().name())
                            .reduce("", String::concat);
            for (int client = 0; client < 200; client++) {
                assertThat(before.charAt(client) == 'A' && picks.charAt(client) == 'B')
                        .as("who has come back stays")
                        .isFalse();
            }
            before = picks;
            slow.advance(Duration.ofSeconds(10));
        }
        assertThat(before).isEqualTo("A".repeat(200));
    }

    private static SelectionRig rig(EjectionLimits ejection) {
        return SelectionRig.of(
                new SelectorLimits(
                        FailureLimits.of(1_000_000, Duration.ofSeconds(10)),
                        Duration.ZERO,
                        ejection,
                        Duration.ZERO),
                "ABCD");
    }

    private void results(String name, int good, int bad) {
        for (int i = 0; i < good; i++) {
            rig.standing(name).reached();
        }
        for (int i = 0; i < bad; i++) {
            rig.fail(name);
        }
    }

    /** Out, tried, back. */
    private void eject(String name, Duration time) {
        results(name, 6, 4);
        rig.advance(time);
        rig.picks(8);
        rig.standing(name).reached();
    }

    private boolean isOut(String name) {
        return rig.standing(name).report().state() == StandingReport.State.OUT;
    }

    private static double share(SelectionRig rig) {
        int picks = 4_000;
        return (double) rig.picks(picks).chars().filter(name -> name == 'A').count() / picks;
    }

    /** All of them race. */
    private static final class Everybody implements RacingStrategy {
        @Override
        public <C extends Candidate> List<C> race(List<C> candidates, SelectionContext context) {
            return candidates;
        }

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }
    }

    /** Keyed by anything. */
    private static final class AlwaysFirst implements SelectionStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }

        @Override
        public boolean isKeyed() {
            return true;
        }
    }
}
