package io.gost.runtime.config;

import io.gost.spi.Secret;

import java.time.Duration;

/**
 * A cache in a Redis server.
 *
 * @param addr the server
 * @param db the database number
 * @param username our account
 * @param password its password
 * @param ttl life time of entries
 * @param key prefix of the keys
 */
public record RedisCacheConfig(
        @Always String addr, int db, String username, Secret password, Duration ttl, String key) {}
