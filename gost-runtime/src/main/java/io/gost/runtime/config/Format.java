package io.gost.runtime.config;

/** The two notations a configuration is written in. */
public enum Format {
    /** Durations as text ({@code 10s}), keys of maps in natural order. */
    YAML,
    /** Durations as nanoseconds, keys of maps in the order of their characters. */
    JSON
}
