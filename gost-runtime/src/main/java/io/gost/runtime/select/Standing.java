package io.gost.runtime.select;

import io.gost.spi.Measurements;
import io.gost.spi.SelectionContext;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * How one candidate stands with its selector: what its metadata say, whether it works, what it has
 * to do. Whoever uses the candidate reports here how that went. Made by {@link Watch#standing}.
 *
 * <p>Any thread; no locks.
 */
public final class Standing {
    /** What a candidate gets of its share in the first moments after it came back. */
    private static final double LEAST_SHARE = 0.1;

    private static final double UNIT = 0x1p-32;

    private final String label;
    private final Traits traits;
    private final Watch watch;
    private final Load load = new Load();
    private final Health health;
    private final @Nullable Outlier outlier;
    private final long slowStart;
    private final int weight;

    Standing(String label, Traits traits, Watch watch) {
        this.label = label;
        this.traits = traits;
        this.watch = watch;
        SelectorLimits limits = watch.limits();
        this.health = new Health(label, traits.limits(limits.failures()), watch);
        EjectionLimits ejection = limits.ejection();
        this.outlier = ejection == null ? null : new Outlier(label, ejection, watch);
        this.weight = traits.weight();
        this.slowStart = limits.slowStart().toNanos();
    }

    /**
     * Its metadata.
     *
     * @return as configured
     */
    public Traits traits() {
        return traits;
    }

    /** Its weight, which strategies ask for often. */
    int weight() {
        return weight;
    }

    /**
     * What is measured, for strategies.
     *
     * @return live figures
     */
    public Measurements measured() {
        return load;
    }

    /** A request begins to use the candidate; {@link #left} has to follow. */
    public void entered() {
        load.opened();
    }

    /** A request, or the tunnel that it became, does not use the candidate any more. */
    public void left() {
        load.closed();
    }

    /**
     * A request reached the candidate.
     *
     * @param took the time to connect and shake hands
     */
    public void reached(Duration took) {
        load.reached(took.toNanos(), watch.now());
        reached();
    }

    /** A request reached the candidate, in a time that says nothing. */
    public void reached() {
        load.connected();
        health.succeeded(Signal.DIAL);
        if (outlier != null) {
            outlier.succeeded(Signal.DIAL);
        }
    }

    /**
     * A request did not reach the candidate.
     *
     * @param reason for the log
     */
    public void unreachable(String reason) {
        failed(Signal.DIAL, reason);
    }

    /** The candidate gave an answer that is not among its fail codes. */
    public void answered() {
        health.succeeded(Signal.FAIL_CODE);
        if (outlier != null) {
            outlier.succeeded(Signal.FAIL_CODE);
        }
    }

    /**
     * The candidate gave an answer that its fail codes call a failure.
     *
     * @param reason for the log
     */
    public void answeredBadly(String reason) {
        failed(Signal.FAIL_CODE, reason);
    }

    /**
     * A probe worked.
     *
     * @param took how long
     */
    public void probed(Duration took) {
        load.probed(took.toNanos());
        health.succeeded(Signal.PROBE);
        probeChanged();
    }

    /**
     * A probe failed.
     *
     * @param reason for the log
     */
    public void probeFailed(String reason) {
        load.probed(Measurements.UNKNOWN);
        health.failed(Signal.PROBE, reason);
        probeChanged();
    }

    /**
     * Everything worth showing.
     *
     * @return a moment's picture
     */
    public StandingReport report() {
        long now = watch.now();
        StandingReport.State state =
                rest(now) > 0
                        ? StandingReport.State.OUT
                        : isSuspect() ? StandingReport.State.SUSPECT : StandingReport.State.WELL;
        return new StandingReport(
                label,
                state,
                health.failures(),
                load.latency(now),
                load.probeLatency(),
                load.openTunnels(),
                load.picks(),
                load.connects(),
                load.refusals(),
                traits.backup());
    }

    /** How long it has to rest: zero or less when it may be picked. */
    long rest(long now) {
        long rest = health.rest(now);
        return outlier == null ? rest : Math.max(rest, outlier.rest(now));
    }

    boolean isSlowerThan(long nanos) {
        return load.isSlowerThan(nanos);
    }

    /**
     * Whether a request that picked the candidate may go there, or has to look elsewhere because
     * this one is coming back slowly.
     *
     * @param keyed whether the strategy is sticky
     */
    boolean admits(boolean keyed, SelectionContext context) {
        return isInItsShare(keyed, context) && (outlier == null || outlier.admits(watch.now()));
    }

    /** It is no candidate any more, though requests may still use it. */
    public void retire() {
        if (outlier != null) {
            outlier.retire();
        }
    }

    void picked() {
        load.picked();
    }

    private void failed(Signal signal, String reason) {
        load.refused();
        health.failed(signal, reason);
        if (outlier != null) {
            outlier.failed(signal);
        }
    }

    private void probeChanged() {
        if (watch.limits().maxLatency().isPositive()) {
            watch.changed();
        }
    }

    private boolean isSuspect() {
        return health.isSuspect() || (outlier != null && outlier.isOut());
    }

    private boolean isInItsShare(boolean keyed, SelectionContext context) {
        if (slowStart <= 0) {
            return true;
        }
        double share = share(watch.now());
        return share >= 1 || (keyed ? place(context) : context.random().nextDouble()) < share;
    }

    /** Grows from the moment it came back; an ejected one begins to when its trial has worked. */
    private double share(long now) {
        if (health.isSuspect()) {
            return LEAST_SHARE;
        }
        double share = grown(health.sinceBack(now));
        return outlier == null ? share : Math.min(share, grown(outlier.sinceBack(now)));
    }

    private double grown(long sinceBack) {
        return sinceBack < 0 || sinceBack >= slowStart
                ? 1
                : Math.max(LEAST_SHARE, (double) sinceBack / slowStart);
    }

    /** A client's place in the queue of those who may come back to this candidate, 0 to 1. */
    private double place(SelectionContext context) {
        String key = context.clientId().isEmpty() ? context.hashSource() : context.clientId();
        if (key.isEmpty()) {
            return context.random().nextDouble();
        }
        // The finalizer of MurmurHash3: spreads what String.hashCode leaves together.
        int hash = key.hashCode() * 31 + label.hashCode();
        hash = (hash ^ (hash >>> 16)) * 0x85EB_CA6B;
        hash = (hash ^ (hash >>> 13)) * 0xC2B2_AE35;
        return Integer.toUnsignedLong(hash ^ (hash >>> 16)) * UNIT;
    }
}
