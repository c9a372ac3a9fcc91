package io.gost.plugin.lowestlatency;

import io.gost.spi.Candidate;
import io.gost.spi.Measurements;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.List;
import java.util.function.ToLongFunction;

/** Takes the smallest latency that is known. */
final class LowestLatencyStrategy implements SelectionStrategy {
    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        int best = lowest(candidates, Measurements::probeLatency);
        if (best < 0) {
            long now = context.nanoTime();
            best = lowest(candidates, measured -> measured.latency(now));
        }
        return candidates.get(Math.max(0, best));
    }

    private static int lowest(
            List<? extends Candidate> candidates, ToLongFunction<Measurements> latency) {
        int best = -1;
        long lowest = Long.MAX_VALUE;
        for (int i = 0; i < candidates.size(); i++) {
            long nanos = latency.applyAsLong(candidates.get(i).measured());
            if (nanos != Measurements.UNKNOWN && nanos < lowest) {
                lowest = nanos;
                best = i;
            }
        }
        return best;
    }
}
