package io.gost.runtime.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Bytes in both directions, as seen from the client. Any thread; no locks. */
public final class Traffic {
    private final LongAdder input = new LongAdder();
    private final LongAdder output = new LongAdder();

    /** Nothing was exchanged yet. */
    public Traffic() {}

    /**
     * Counts what was read from the client.
     *
     * @param bytes how many
     */
    public void read(long bytes) {
        input.add(bytes);
    }

    /**
     * Counts what was written to the client.
     *
     * @param bytes how many
     */
    public void written(long bytes) {
        output.add(bytes);
    }

    /**
     * What was read from the client.
     *
     * @return bytes
     */
    public long inputBytes() {
        return input.sum();
    }

    /**
     * What was written to the client.
     *
     * @return bytes
     */
    public long outputBytes() {
        return output.sum();
    }
}
