package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A named log.
 *
 * @param name names the object; references use it
 * @param log absent means the logger is ignored
 */
public record LoggerConfig(@Always String name, @Nullable LogConfig log) {}
