package io.gost.plugin.p2c;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.testkit.MeasuredCandidate;
import io.gost.spi.testkit.TimedRequest;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;

final class P2cStrategyTest {
    private static final long MILLISECOND = Duration.ofMillis(1).toNanos();

    private final P2cStrategy strategy = new P2cStrategy();
    private long now;
    private final TimedRequest request =
            new TimedRequest("10.0.0.1", new SplittableRandom(7), () -> now);

    @Test
    void takesTheFasterOfTwo() {
        MeasuredCandidate fast = measured("fast", 10);
        MeasuredCandidate slow = measured("slow", 11);
        for (int i = 0; i < 20; i++) {
            assertThat(strategy.select(List.of(slow, fast), request)).isSameAs(fast);
        }
    }

    @Test
    void tunnelsMakeAFastOneExpensive() {
        MeasuredCandidate fast = measured("fast", 10);
        MeasuredCandidate slow = measured("slow", 30);
        fast.open(9);
        assertThat(strategy.select(List.of(slow, fast), request)).isSameAs(slow);
        fast.open(7);
        assertThat(strategy.select(List.of(slow, fast), request)).isSameAs(fast);
    }

    @Test
    void triesWhatNobodyHasTriedWithOneRequest() {
        MeasuredCandidate known = measured("known", 10);
        MeasuredCandidate unknown = new MeasuredCandidate("unknown", 1);
        assertThat(strategy.select(List.of(known, unknown), request)).isSameAs(unknown);
        unknown.open(1);
        assertThat(strategy.select(List.of(known, unknown), request)).isSameAs(known);
    }

    @Test
    void asksASlowOneAgainLater() {
        MeasuredCandidate fast = measured("fast", 10);
        MeasuredCandidate slow = measured("slow", 1_000);
        now += Duration.ofMinutes(2).toNanos();
        fast.reached(10 * MILLISECOND, now);
        assertThat(strategy.select(List.of(fast, slow), request)).isSameAs(slow);
    }

    @Test
    void weightsDivideTheCost() {
        MeasuredCandidate light = measured("light", 10);
        MeasuredCandidate heavy = new MeasuredCandidate("heavy", 4);
        heavy.reached(15 * MILLISECOND, now);
        assertThat(strategy.select(List.of(light, heavy), request)).isSameAs(heavy);
    }

    /** One of four nodes is ten times slower: nearly nobody shall notice. */
    @Test
    void keepsThe99thPercentileLowWhenOneOfFourIsSlow() {
        long turns = percentile99(new Turns());
        long choices = percentile99(nodes -> strategy.select(nodes, request));
        assertThat(turns).isEqualTo(100 * MILLISECOND);
        assertThat(choices).isLessThanOrEqualTo(turns / 3);
    }

    /**
     * A hundred requests each second for five minutes; a node takes 10 ms to reach, the slow one
     * 100 ms, and a tunnel stays open for a second.
     */
    private long percentile99(Function<List<MeasuredCandidate>, MeasuredCandidate> picks) {
        List<MeasuredCandidate> nodes =
                Stream.of("a", "slow", "b", "c")
                        .map(name -> new MeasuredCandidate(name, 1))
                        .toList();
        int[] open = new int[nodes.size()];
        PriorityQueue<Event> events = new PriorityQueue<>();
        List<Long> latencies = new ArrayList<>();
        long begin = now;
        for (int i = 0; i < 30_000; i++) {
            now = begin + i * 10 * MILLISECOND;
            while (!events.isEmpty() && events.peek().at <= now) {
                events.remove().run.run();
            }
            MeasuredCandidate node = picks.apply(nodes);
            int index = nodes.indexOf(node);
            long latency = (node.name().equals("slow") ? 100 : 10) * MILLISECOND;
            latencies.add(latency);
            node.open(++open[index]);
            long there = now + latency;
            events.add(new Event(there, () -> node.reached(latency, there)));
            events.add(
                    new Event(
                            there + Duration.ofSeconds(1).toNanos(),
                            () -> node.open(--open[index])));
        }
        Collections.sort(latencies);
        return latencies.get(latencies.size() * 99 / 100);
    }

    private MeasuredCandidate measured(String name, long millis) {
        MeasuredCandidate candidate = new MeasuredCandidate(name, 1);
        candidate.reached(millis * MILLISECOND, now);
        return candidate;
    }

    private record Event(long at, Runnable run) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return Long.compare(at, other.at);
        }
    }

    private static final class Turns
            implements Function<List<MeasuredCandidate>, MeasuredCandidate> {
        private int turn;

        @Override
        public MeasuredCandidate apply(List<MeasuredCandidate> nodes) {
            return nodes.get(turn++ % nodes.size());
        }
    }
}
