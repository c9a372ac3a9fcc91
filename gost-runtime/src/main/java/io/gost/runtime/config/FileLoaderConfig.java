package io.gost.runtime.config;

/**
 * Entries from a file.
 *
 * @param path the file
 */
public record FileLoaderConfig(@Always String path) {}
