package io.gost.runtime.metrics;

import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many clients have series of their own. Everybody on the Internet may be a client, and what is
 * kept of each must not fill the memory of this process and of Prometheus. Any thread.
 */
final class ClientBound {
    /** Whom clients without series of their own are counted for. */
    static final String OTHERS = "other";

    private static final String EVERYBODY = "";
    private static final int DEFAULT = 1_000;
    private static final int OFF = -1;
    private static final long UNUSED = TimeUnit.MINUTES.toNanos(10);
    private static final long SWEEP = TimeUnit.MINUTES.toNanos(1);

    private final Collection<ServiceMetrics> services;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong nextSweep;
    private volatile int most = OFF;
    private volatile boolean labelled = true;

    ClientBound(Collection<ServiceMetrics> services, long now) {
        this.services = services;
        this.nextSweep = new AtomicLong(now);
    }

    /**
     * Begins to count.
     *
     * @param clients how many may have series; 0 for the usual number, less for none at all
     */
    void turnOn(int clients) {
        labelled = clients >= 0;
        most = clients == 0 ? DEFAULT : Math.max(clients, 0);
    }

    /** From now on nothing is counted. */
    void turnOff() {
        most = OFF;
    }

    boolean isOn() {
        return most != OFF;
    }

    /** Whether series tell their client at all. */
    boolean isLabelled() {
        return labelled;
    }

    /** Whom a client that is new is counted for. */
    String label(String client, long now) {
        if (!labelled) {
            return EVERYBODY;
        }
        int bound = most;
        if (count.get() >= bound) {
            sweep(now);
        }
        return count.get() < bound ? client : OTHERS;
    }

    /** Series of a label begin. */
    void began(String label) {
        if (isBounded(label)) {
            count.incrementAndGet();
        }
    }

    /** Series are gone, those of a whole service at once. */
    void ended(ServiceMetrics service) {
        count.addAndGet(-(int) service.clients().keySet().stream().filter(this::isBounded).count());
    }

    private boolean isBounded(String label) {
        return !label.equals(OTHERS) && !label.equals(EVERYBODY);
    }

    /** Rarely, or a flood of new clients would keep everybody looking. */
    private void sweep(long now) {
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + SWEEP)) {
            for (ServiceMetrics service : services) {
                count.addAndGet(-service.forgetUnusedSince(now - UNUSED, this::isBounded));
            }
        }
    }
}
