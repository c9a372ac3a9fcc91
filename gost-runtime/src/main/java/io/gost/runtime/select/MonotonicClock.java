package io.gost.runtime.select;

/** Time that only goes forward, for measuring how long ago something was. */
@FunctionalInterface
public interface MonotonicClock {
    /** The system's. */
    MonotonicClock SYSTEM = System::nanoTime;

    /**
     * The time.
     *
     * @return nanoseconds since an arbitrary origin
     */
    long nanoTime();
}
