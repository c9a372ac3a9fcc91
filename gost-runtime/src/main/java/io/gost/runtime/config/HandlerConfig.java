package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The protocol a service speaks with its clients.
 *
 * @param type the protocol; empty means the one that recognises several
 * @param retries further attempts to reach a target
 * @param chain the way to targets
 * @param chainGroup more ways to choose from
 * @param auther checks clients; {@code authers} adds more
 * @param authers further authers
 * @param auth the one account that may log in
 * @param tls the certificate of protocols that do TLS themselves
 * @param limiter limits traffic of each client
 * @param observer receives statistics of each client
 * @param metadata free options
 */
public record HandlerConfig(
        @Always String type,
        int retries,
        @Refers("chains") String chain,
        @Nullable ChainGroupConfig chainGroup,
        @Refers("authers") String auther,
        @Refers("authers") List<String> authers,
        @Nullable AuthConfig auth,
        @Nullable TlsConfig tls,
        @Refers("limiters") String limiter,
        @Refers("observers") String observer,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public HandlerConfig {
        authers = Entries.copy(authers);
    }

    /**
     * The handler itself, whichever way its requests take.
     *
     * @return without retries, chain and chain group
     */
    public HandlerConfig withoutWay() {
        return new HandlerConfig(
                type, 0, "", null, auther, authers, auth, tls, limiter, observer, metadata);
    }
}
