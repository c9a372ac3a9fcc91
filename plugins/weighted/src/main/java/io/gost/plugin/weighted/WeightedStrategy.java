package io.gost.plugin.weighted;

import io.gost.spi.Candidate;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes the candidates in the order of their {@link Schedule}.
 *
 * <p><b>Concurrency.</b> The remembered schedules are an immutable list that is replaced by
 * compare-and-set; who loses looks again and finds the winner's, so a list of candidates never has
 * two schedules at work. A pick from a known list allocates nothing.
 */
final class WeightedStrategy implements SelectionStrategy {
    /** How many lists of candidates may take turns before one of them loses its place. */
    static final int REMEMBERED = 16;

    private final AtomicReference<List<Schedule>> schedules = new AtomicReference<>(List.of());

    @Override
    public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
        while (true) {
            List<Schedule> known = schedules.get();
            for (int i = 0; i < known.size(); i++) {
                Schedule schedule = known.get(i);
                if (schedule.fits(candidates)) {
                    return candidates.get(schedule.next());
                }
            }
            schedules.compareAndSet(known, withOneFor(candidates, known, context));
        }
    }

    private static List<Schedule> withOneFor(
            List<? extends Candidate> candidates, List<Schedule> known, SelectionContext context) {
        Schedule added = new Schedule(candidates);
        List<Schedule> remembered = new ArrayList<>(REMEMBERED);
        remembered.add(added);
        known.stream().filter(Schedule::isLive).limit(REMEMBERED - 1).forEach(remembered::add);
        if (known.size() == REMEMBERED) {
            // Lists come and go faster than they are remembered. Starting all of them with the
            // heaviest candidate would favour it; a random start keeps the shares on average.
            added.startingAt(context.random().nextInt(added.period()));
        }
        return List.copyOf(remembered);
    }
}
