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

    /** Looks at once whether what it depends on has changed, without waiting for its time. */
    default void refresh() {}

    /** Ends for good. Idempotent. */
    @Override
    void close();
}
