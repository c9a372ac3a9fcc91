package io.gost.runtime.config;

/**
 * When a new log file is begun and old ones go.
 *
 * @param maxSize megabytes; zero means 100
 * @param maxAge days; zero means no bound
 * @param maxBackups files; zero means no bound
 * @param localTime whether file names carry local time
 * @param compress whether old files are compressed
 */
public record LogRotationConfig(
        int maxSize, int maxAge, int maxBackups, boolean localTime, boolean compress) {}
