package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * The Web API.
 *
 * @param addr empty means any port
 * @param pathPrefix put before every path
 * @param accesslog whether requests are logged
 * @param auth the one account that may use it
 * @param auther who may use it
 */
@Guarded
public record ApiConfig(
        @Always String addr,
        String pathPrefix,
        boolean accesslog,
        @Nullable AuthConfig auth,
        @Refers("authers") String auther) {}
