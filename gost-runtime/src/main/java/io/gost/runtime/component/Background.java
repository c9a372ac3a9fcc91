package io.gost.runtime.component;

/** Something that goes on by itself while services run. Any thread may start and close it. */
public interface Background extends AutoCloseable {
    /**
     * What it is, for messages.
     *
     * @return a few words
     */
    String name();

    /** Begins, once. */
    void start();

    /** Ends for good. Idempotent. */
    @Override
    void close();
}
