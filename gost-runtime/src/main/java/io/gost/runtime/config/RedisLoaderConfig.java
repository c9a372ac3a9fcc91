package io.gost.runtime.config;

import io.gost.spi.Secret;

/**
 * Entries from a Redis server.
 *
 * @param addr the server
 * @param db the database number
 * @param username our account
 * @param password its password
 * @param key the key
 * @param type the structure behind the key
 */
public record RedisLoaderConfig(
        @Always String addr, int db, String username, Secret password, String key, String type) {}
