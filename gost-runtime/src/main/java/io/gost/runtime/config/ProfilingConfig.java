package io.gost.runtime.config;

/**
 * The profiling endpoint.
 *
 * @param addr empty means {@code :6060}
 */
public record ProfilingConfig(@Always String addr) {}
