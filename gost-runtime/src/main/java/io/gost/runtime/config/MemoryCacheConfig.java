package io.gost.runtime.config;

import java.time.Duration;

/**
 * A cache in memory.
 *
 * @param ttl life time of entries
 * @param maxSize bound of entries
 * @param maxBytes bound of bytes
 * @param cleanupInterval time between clean-ups
 * @param eviction which entries go first
 */
public record MemoryCacheConfig(
        Duration ttl, int maxSize, long maxBytes, Duration cleanupInterval, String eviction) {}
