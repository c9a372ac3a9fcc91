package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * The metrics endpoint.
 *
 * @param addr empty means none
 * @param path empty means {@code /metrics}
 * @param auth the one account that may read it
 * @param auther who may read it
 * @param maxClients how many pairs of service and client have series of their own, the others being
 *     counted together; 0 for 1000; less than 0 for series without a client
 */
@Guarded
public record MetricsConfig(
        @Always String addr,
        String path,
        @Nullable AuthConfig auth,
        @Refers("authers") String auther,
        int maxClients) {}
