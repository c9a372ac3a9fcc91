package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A store of HTTP responses.
 *
 * @param name names the object; references use it
 * @param memory in memory
 * @param redis in a Redis server
 */
public record CacheConfig(
        @Always String name,
        @Nullable MemoryCacheConfig memory,
        @Nullable RedisCacheConfig redis) {}
