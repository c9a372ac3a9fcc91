package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Where a log goes and what it holds.
 *
 * @param output {@code stderr}, {@code stdout}, {@code none} or a file
 * @param level {@code trace} … {@code fatal}; empty means {@code info}
 * @param format {@code text}, otherwise JSON
 * @param rotation when a new file is begun
 */
public record LogConfig(
        String output, String level, String format, @Nullable LogRotationConfig rotation) {}
