package io.gost.spi.support;

/**
 * The numbers that one side of a {@link CarrierSession} gives its streams: every second one of 32
 * bits, each of them once. Any thread may ask whether there are more; they are taken on the event
 * loop.
 */
public final class StreamIds {
    private final int first;
    private final long end;
    private long next;
    private volatile boolean usedUp;

    /**
     * Prepares to count.
     *
     * @param first the first number; whether it is odd tells ours from the peer's
     * @param end the first number that must not be used, at most 2³²
     */
    public StreamIds(int first, long end) {
        this.first = first;
        this.end = end;
        this.next = Integer.toUnsignedLong(first);
    }

    /**
     * Whether a number is this side's to give.
     *
     * @param id a stream's
     * @return {@code true} when the peer must not open a stream of that number
     */
    public boolean isOwn(int id) {
        return ((id ^ first) & 1) == 0;
    }

    boolean areUsedUp() {
        return usedUp;
    }

    /** The next number; they must not be used up. */
    int next() {
        int id = (int) next;
        next += 2;
        usedUp = next >= end;
        return id;
    }
}
