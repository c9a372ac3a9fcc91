package io.gost.runtime.select;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The filters behind the fail filter: priorities, then backups, then latencies.
 *
 * <p>As in GOST: a single candidate of the highest priority, if that is above zero and it is no
 * backup, is taken at once. Otherwise candidates of the same priority form a tier, and the highest
 * tier is chosen from that has anybody to offer; a tier of nothing but backups has nobody while
 * there is a candidate that is none. Unlike GOST, candidates that are all too slow are chosen from
 * nevertheless.
 */
final class Tiers {
    private static final Comparator<Selectable> HIGHEST_FIRST =
            Comparator.comparingInt(Tiers::priority).reversed();

    private Tiers() {}

    /**
     * What the strategy may choose from.
     *
     * @param candidates at least one
     * @param maxLatency nanoseconds; zero means that no latency is too much
     */
    static <C extends Selectable> List<C> choice(List<C> candidates, long maxLatency) {
        if (candidates.size() == 1 || isPlain(candidates, maxLatency)) {
            return candidates;
        }
        int highest = highest(candidates);
        List<List<C>> tiers =
                isLevel(candidates, Math.max(0, highest)) ? List.of(candidates) : tiers(candidates);
        List<C> top = tiers.getFirst();
        if (top.size() == 1 && highest > 0 && !isBackup(top.getFirst())) {
            return top;
        }
        boolean onlyBackups = candidates.stream().allMatch(Tiers::isBackup);
        List<C> tooSlow = List.of();
        for (List<C> tier : tiers) {
            List<C> able = tier.stream().filter(each -> !isBackup(each)).toList();
            if (able.isEmpty() && onlyBackups) {
                able = tier;
            }
            List<C> fast = able.size() < 2 ? able : fast(able, maxLatency);
            if (!fast.isEmpty()) {
                return fast;
            }
            tooSlow = tooSlow.isEmpty() ? able : tooSlow;
        }
        return tooSlow;
    }

    /** Nothing here asks for any of the filters: the normal case. */
    private static boolean isPlain(List<? extends Selectable> candidates, long maxLatency) {
        if (maxLatency > 0) {
            return false;
        }
        for (int i = 0; i < candidates.size(); i++) {
            Traits traits = candidates.get(i).standing().traits();
            if (traits.backup() || traits.priority() != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLevel(List<? extends Selectable> candidates, int priority) {
        return candidates.stream().allMatch(each -> priority(each) == priority);
    }

    private static int highest(List<? extends Selectable> candidates) {
        return candidates.stream().mapToInt(Tiers::priority).max().orElse(0);
    }

    private static <C extends Selectable> List<List<C>> tiers(List<C> candidates) {
        List<C> sorted = candidates.stream().sorted(HIGHEST_FIRST).toList();
        List<List<C>> tiers = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= sorted.size(); i++) {
            if (i == sorted.size() || priority(sorted.get(i)) != priority(sorted.get(from))) {
                tiers.add(sorted.subList(from, i));
                from = i;
            }
        }
        return tiers;
    }

    private static <C extends Selectable> List<C> fast(List<C> candidates, long maxLatency) {
        return maxLatency <= 0
                ? candidates
                : candidates.stream()
                        .filter(each -> !each.standing().isSlowerThan(maxLatency))
                        .toList();
    }

    private static int priority(Selectable candidate) {
        return candidate.standing().traits().priority();
    }

    private static boolean isBackup(Selectable candidate) {
        return candidate.standing().traits().backup();
    }
}
