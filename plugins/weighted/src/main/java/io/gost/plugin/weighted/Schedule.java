package io.gost.plugin.weighted;

import io.gost.spi.Candidate;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The turns of one list of candidates, for one full period of smooth weighted round robin, and a
 * position in them.
 *
 * <p>Candidates are told apart by identity and held weakly. Everything but the position is
 * immutable.
 */
final class Schedule {
    /**
     * Longest period. Weights are divided by their greatest common divisor first; those that still
     * add up to more are scaled down, which costs exactness but not memory.
     */
    static final int MAX_PERIOD = 4096;

    private final List<WeakReference<Candidate>> candidates;
    private final int[] turns;
    private final AtomicLong position = new AtomicLong();

    Schedule(List<? extends Candidate> candidates) {
        this.candidates =
                candidates.stream()
                        .map(candidate -> new WeakReference<Candidate>(candidate))
                        .toList();
        this.turns = play(reduce(candidates.stream().mapToInt(Candidate::weight).toArray()));
    }

    /** How many picks make one period: the sum of the reduced weights. */
    int period() {
        return turns.length;
    }

    /** Makes the next pick start somewhere else in the period. Called before the first one. */
    Schedule startingAt(int turn) {
        position.set(turn);
        return this;
    }

    /** Whether this schedule was made for these candidates, in this order. */
    boolean fits(List<? extends Candidate> others) {
        if (others.size() != candidates.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (!candidates.get(i).refersTo(others.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether all candidates still exist, so that this schedule may be needed again. */
    boolean isLive() {
        return candidates.stream().noneMatch(candidate -> candidate.refersTo(null));
    }

    /** The index of the candidate whose turn it is. */
    int next() {
        return turns[(int) Long.remainderUnsigned(position.getAndIncrement(), turns.length)];
    }

    /**
     * nginx's rule: everybody's balance grows by the weight, the richest takes the turn and pays
     * the sum of all weights. After as many turns as that sum all balances are zero again.
     */
    private static int[] play(int[] weights) {
        int period = 0;
        for (int weight : weights) {
            period += weight;
        }
        int[] turns = new int[period];
        int[] balances = new int[weights.length];
        for (int turn = 0; turn < period; turn++) {
            int richest = 0;
            for (int i = 0; i < weights.length; i++) {
                balances[i] += weights[i];
                if (balances[i] > balances[richest]) {
                    richest = i;
                }
            }
            balances[richest] -= period;
            turns[turn] = richest;
        }
        return turns;
    }

    /** Divides by the common divisor, and scales what is still too much down, to 1 at least. */
    private static int[] reduce(int[] weights) {
        int divisor = 0;
        long sum = 0;
        for (int weight : weights) {
            divisor = gcd(weight, divisor);
            sum += weight;
        }
        long period = sum / divisor;
        int[] reduced = new int[weights.length];
        for (int i = 0; i < weights.length; i++) {
            long share = weights[i] / divisor;
            long scaled = period <= MAX_PERIOD ? share : share * MAX_PERIOD / period;
            reduced[i] = (int) Math.max(1, scaled);
        }
        return reduced;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
