package io.gost.runtime.component;

import java.time.Duration;

/** Does things later; a test's clock in tests. */
@FunctionalInterface
public interface Schedule {
    /**
     * Does something once, later.
     *
     * @param delay zero or more
     * @param work must not block
     * @return what forgets it again
     */
    Task after(Duration delay, Runnable work);

    /** Something that is to be done. */
    @FunctionalInterface
    interface Task {
        /** Forgets it, unless it has begun. Idempotent. */
        void cancel();
    }
}
