package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * Where the state of a quota is saved.
 *
 * @param type {@code file}
 * @param file the file
 * @param redis accepted for compatibility
 */
@Guarded
public record QuotaStoreConfig(
        @Always String type, String file, @Nullable RedisQuotaConfig redis) {}
