package io.gost.runtime.select;

/**
 * Told when a candidate goes out of selection and when it comes back. Any thread; must not block.
 */
@FunctionalInterface
public interface HealthListener {
    /** Not interested. */
    HealthListener SILENT = (_, _, _) -> {};

    /**
     * A candidate changed sides. What fails again before it ever worked is no change.
     *
     * @param candidate its label
     * @param available whether it takes part in selection again
     * @param reason why
     */
    void changed(String candidate, boolean available, String reason);
}
