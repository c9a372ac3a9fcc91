package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * The metrics endpoint.
 *
 * @param addr empty means none
 * @param path empty means {@code /metrics}
 * @param auth the one account that may read it
 * @param auther who may read it
 */
@Guarded
public record MetricsConfig(
        @Always String addr,
        String path,
        @Nullable AuthConfig auth,
        @Refers("authers") String auther) {}
