package io.gost.runtime.config;

import io.gost.spi.Secret;

/**
 * A Redis server for quota state.
 *
 * @param addr the server
 * @param db the database number
 * @param username our account
 * @param password its password
 * @param key the key
 */
@Guarded
public record RedisQuotaConfig(
        @Always String addr, int db, String username, Secret password, String key) {}
