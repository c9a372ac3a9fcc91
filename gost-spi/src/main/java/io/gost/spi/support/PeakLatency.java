package io.gost.spi.support;

import io.gost.spi.Measurements;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A moving average of latencies that is quick to believe bad news: a measurement above the average
 * becomes the average, one below pulls it down by its age. Without measurements the average fades
 * by half every eight and a half seconds, so that who was slow once gets another chance.
 *
 * <p>Lock-free; any thread; nothing is allocated.
 */
public final class PeakLatency {
    // Ticks of 2^20 nanoseconds, about a millisecond: cut off by shifting, the clock may overflow.
    private static final int TICK_BITS = 20;
    private static final int HALF_LIFE_TICKS = 1 << 13;

    // Both in one word, so that a reader never sees an average with another one's time: the
    // average in microseconds (up to 268 s) in the upper 28 bits, when in ticks below.
    private static final int TIME_BITS = 36;
    private static final long TIME_MASK = (1L << TIME_BITS) - 1;
    private static final long MOST_MICROS = (1L << (64 - TIME_BITS)) - 1;
    private static final long EMPTY = 0;

    private final AtomicLong state = new AtomicLong(EMPTY);

    /** Starts without a measurement. */
    public PeakLatency() {}

    /**
     * Adds a measurement.
     *
     * @param nanos the latency
     * @param nanoTime when, as {@link System#nanoTime} counts
     */
    public void add(long nanos, long nanoTime) {
        // Never zero: that is the empty state.
        long micros = Math.clamp(nanos / 1_000, 1, MOST_MICROS);
        long now = ticks(nanoTime);
        state.updateAndGet(old -> merged(old, micros, now) << TIME_BITS | now);
    }

    /**
     * The average.
     *
     * @param nanoTime when, as {@link System#nanoTime} counts
     * @return nanoseconds, or {@link Measurements#UNKNOWN}
     */
    public long at(long nanoTime) {
        long seen = state.get();
        if (seen == EMPTY) {
            return Measurements.UNKNOWN;
        }
        return faded((seen >>> TIME_BITS) * 1_000, age(seen, ticks(nanoTime)));
    }

    private static long merged(long old, long micros, long now) {
        long average = old >>> TIME_BITS;
        if (old == EMPTY || micros >= average) {
            return micros;
        }
        return micros + faded(average - micros, age(old, now));
    }

    /** Halved for every half-life, and straight lines between. */
    private static long faded(long value, long ticks) {
        long halvings = ticks / HALF_LIFE_TICKS;
        if (halvings >= Long.SIZE - 1) {
            return 0;
        }
        long whole = value >>> halvings;
        return whole - whole * (ticks % HALF_LIFE_TICKS) / (2L * HALF_LIFE_TICKS);
    }

    private static long age(long state, long now) {
        long age = now - (state & TIME_MASK) & TIME_MASK;
        // Another thread's clock may be behind by a little; that is no age of two years.
        return age > TIME_MASK / 2 ? 0 : age;
    }

    private static long ticks(long nanoTime) {
        return nanoTime >>> TICK_BITS & TIME_MASK;
    }
}
