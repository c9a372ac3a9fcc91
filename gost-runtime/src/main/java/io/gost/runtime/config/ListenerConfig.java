package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * The transport a service accepts connections on.
 *
 * @param type empty means {@code tcp}
 * @param chain the way to the remote end that really listens
 * @param chainGroup more ways to choose from
 * @param auther checks clients; {@code authers} adds more
 * @param authers further authers
 * @param auth the one account that may log in
 * @param tls the certificate
 * @param metadata free options
 */
public record ListenerConfig(
        @Always String type,
        @Refers("chains") String chain,
        @Nullable ChainGroupConfig chainGroup,
        @Refers("authers") String auther,
        @Refers("authers") List<String> authers,
        @Nullable AuthConfig auth,
        @Nullable TlsConfig tls,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public ListenerConfig {
        authers = Entries.copy(authers);
    }
}
