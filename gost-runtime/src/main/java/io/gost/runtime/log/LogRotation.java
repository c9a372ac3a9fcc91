package io.gost.runtime.log;

/**
 * When a log file is put aside for a new one, and what becomes of those put aside.
 *
 * @param maxSize the most bytes that a file gets
 * @param maxAgeDays older files are deleted; 0 for never
 * @param maxBackups only so many of the newest files are kept; 0 for all
 * @param localTime whether files put aside carry local time in their names instead of UTC
 * @param compress whether files put aside are compressed with gzip
 */
public record LogRotation(
        long maxSize, int maxAgeDays, int maxBackups, boolean localTime, boolean compress) {
    private static final long MEGABYTE = 1024 * 1024;
    private static final int DEFAULT_MEGABYTES = 100;

    /** Checks the size. */
    public LogRotation {
        if (maxSize <= 0) {
            throw new IllegalArgumentException("maxSize is not positive: " + maxSize);
        }
    }

    /**
     * Rotation from the numbers of a configuration.
     *
     * @param megabytes the most megabytes that a file gets; zero or less for 100
     * @param maxAgeDays as {@link #maxAgeDays()}
     * @param maxBackups as {@link #maxBackups()}
     * @param localTime as {@link #localTime()}
     * @param compress as {@link #compress()}
     * @return the rotation
     */
    public static LogRotation of(
            int megabytes, int maxAgeDays, int maxBackups, boolean localTime, boolean compress) {
        long size = (megabytes > 0 ? megabytes : DEFAULT_MEGABYTES) * MEGABYTE;
        return new LogRotation(size, maxAgeDays, maxBackups, localTime, compress);
    }
}
