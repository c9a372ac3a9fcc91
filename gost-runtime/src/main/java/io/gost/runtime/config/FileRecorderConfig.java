package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Records to a file.
 *
 * @param path the file
 * @param sep written after each record
 * @param rotation when a new file is begun
 */
public record FileRecorderConfig(
        @Always String path, String sep, @Nullable LogRotationConfig rotation) {}
