package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * A traffic volume that several services may share.
 *
 * @param name names the object; references use it
 * @param limit the volume, for example {@code 10GB}; empty only counts
 * @param startsAt begin of the window, RFC 3339
 * @param expiresAt end of the window, RFC 3339
 * @param direction {@code in}, {@code out}, otherwise both
 * @param flush how often it is saved
 * @param store where it is saved
 * @param status what the Web API reports; never read
 */
@Guarded
public record QuotaConfig(
        @Always String name,
        String limit,
        String startsAt,
        String expiresAt,
        String direction,
        String flush,
        @Nullable QuotaStoreConfig store,
        @ReadOnly @Nullable QuotaStatus status) {}
