package io.gost.plugin.weighted;

import static io.gost.plugin.weighted.WeightedStrategyTest.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.TestCandidate;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

final class ScheduleTest {
    @Property(tries = 200)
    void givesExactSharesInEveryWindowOfOnePeriod(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 40) Integer> weights,
            @ForAll @IntRange(min = 0, max = 39) int start) {
        Schedule schedule = schedule(weights);
        int period = schedule.period();
        schedule.startingAt(start % period);
        int[] turns = IntStream.range(0, 3 * period).map(_ -> schedule.next()).toArray();
        int divisor = weights.stream().mapToInt(Integer::intValue).sum() / period;
        for (int window = 0; window <= 2 * period; window++) {
            int[] counts = counts(turns, window, window + period, weights.size());
            for (int i = 0; i < counts.length; i++) {
                assertThat(counts[i] * divisor).isEqualTo(weights.get(i));
            }
        }
    }

    @Property(tries = 200)
    void neverPutsACandidateAWholeTurnAheadOfItsShare(
            @ForAll @Size(min = 2, max = 8) List<@IntRange(min = 1, max = 40) Integer> weights) {
        Schedule schedule = schedule(weights);
        double sum = weights.stream().mapToInt(Integer::intValue).sum();
        int[] counts = new int[weights.size()];
        for (int pick = 1; pick <= schedule.period(); pick++) {
            int turn = schedule.next();
            counts[turn]++;
            assertThat(counts[turn])
                    .isLessThan((int) Math.ceil(pick * weights.get(turn) / sum) + 1);
        }
    }

    @Test
    void dividesWeightsByTheirCommonDivisor() {
        assertThat(new Schedule(nodes(500, 100, 100)).period()).isEqualTo(7);
        assertThat(new Schedule(nodes(4, 4, 4)).period()).isEqualTo(3);
    }

    @Test
    void boundsThePeriodAndStillServesTheLightest() {
        Schedule schedule = new Schedule(nodes(Integer.MAX_VALUE, Integer.MAX_VALUE - 1, 1));
        int period = schedule.period();
        assertThat(period).isLessThanOrEqualTo(Schedule.MAX_PERIOD + 3);
        int[] turns = IntStream.range(0, period).map(_ -> schedule.next()).toArray();
        int[] counts = counts(turns, 0, period, 3);
        assertThat(counts[2]).isEqualTo(1);
        assertThat(Math.abs(counts[0] - counts[1])).isLessThanOrEqualTo(1);
    }

    @Test
    void fitsTheSameCandidatesInTheSameOrderOnly() {
        List<TestCandidate> nodes = nodes(2, 1);
        Schedule schedule = new Schedule(nodes);
        assertThat(schedule.fits(nodes)).isTrue();
        assertThat(schedule.fits(nodes.reversed())).isFalse();
        assertThat(schedule.fits(nodes.subList(0, 1))).isFalse();
        assertThat(schedule.fits(nodes(2, 1))).isFalse();
    }

    private static Schedule schedule(List<Integer> weights) {
        return new Schedule(nodes(weights.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static int[] counts(int[] turns, int from, int to, int candidates) {
        int[] counts = new int[candidates];
        Arrays.stream(turns, from, to).forEach(turn -> counts[turn]++);
        return counts;
    }
}
