package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where the log goes and what it looks like: the {@code log} object of the configuration.
 *
 * @param output {@code stderr} (or empty), {@code stdout}, {@code none} (or {@code null}), else the
 *     path of a file to append to
 * @param level the least level that is written
 * @param format what a line looks like
 * @param rotation when a file is put aside for a new one; {@code null} for never
 */
public record LogSettings(
        String output, LogLevel level, Format format, @Nullable LogRotation rotation) {
    /** What holds until something is configured: JSON on the standard error output, from info. */
    public static final LogSettings DEFAULT = new LogSettings("", LogLevel.INFO, Format.JSON);

    /** What a line looks like. */
    public enum Format {
        /** One JSON object per line. */
        JSON,
        /** {@code key=value} pairs. */
        TEXT
    }

    /**
     * Settings of an output that is never put aside.
     *
     * @param output as {@link #output()}
     * @param level as {@link #level()}
     * @param format as {@link #format()}
     */
    public LogSettings(String output, LogLevel level, Format format) {
        this(output, level, format, null);
    }

    /** Checks that all parts are there. */
    public LogSettings {
        Objects.requireNonNull(output, "output");
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(format, "format");
    }

    /**
     * Settings from the texts of a configuration, as lenient as GOST.
     *
     * @param output as {@link #output()}
     * @param level a level's name in lower case; anything else is {@code info}
     * @param format {@code text}; anything else is JSON
     * @return the settings
     */
    public static LogSettings of(String output, String level, String format) {
        LogLevel known =
                Arrays.stream(LogLevel.values())
                        .filter(candidate -> candidate.label().equals(level))
                        .findFirst()
                        .orElse(LogLevel.INFO);
        return new LogSettings(output, known, format.equals("text") ? Format.TEXT : Format.JSON);
    }

    /**
     * The same with rotation.
     *
     * @param other as {@link #rotation()}
     * @return the settings
     */
    public LogSettings with(@Nullable LogRotation other) {
        return new LogSettings(output, level, format, other);
    }

    LogSettings at(LogLevel other) {
        return new LogSettings(output, other, format, rotation);
    }

    boolean discards() {
        return output.equals("none") || output.equals("null");
    }
}
