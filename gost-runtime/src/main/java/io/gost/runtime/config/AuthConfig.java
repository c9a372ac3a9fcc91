package io.gost.runtime.config;

import io.gost.spi.Secret;

/**
 * One account.
 *
 * @param username the user name
 * @param password the password
 * @param file a file with {@code user password} in its first line; clients only
 */
@Guarded
public record AuthConfig(String username, Secret password, String file) {}
