package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * One fixed target.
 *
 * @param name names the target in logs and records
 * @param addr where it is
 * @param network replaces the network of the request
 * @param bypass targets to leave out; {@code bypasses} adds more
 * @param bypasses further bypasses
 * @param protocol deprecated: {@code filter.protocol}
 * @param host deprecated: {@code filter.host}
 * @param path deprecated: {@code filter.path}
 * @param filter deprecated: {@code matcher}
 * @param matcher which requests it serves
 * @param auth deprecated: {@code http.auth}
 * @param http changes to HTTP requests and responses
 * @param tls wraps the connection to the target in TLS
 * @param probe tells whether it works
 * @param metadata free options
 */
public record ForwardNodeConfig(
        String name,
        String addr,
        String network,
        @Refers("bypasses") String bypass,
        @Refers("bypasses") List<String> bypasses,
        String protocol,
        String host,
        String path,
        @Nullable NodeFilterConfig filter,
        @Nullable NodeMatcherConfig matcher,
        @Nullable AuthConfig auth,
        @Nullable HttpNodeConfig http,
        @Nullable TlsNodeConfig tls,
        @Nullable ProbeConfig probe,
        OpaqueMap<Object> metadata) {
    /** Keeps the lists as they are now. */
    public ForwardNodeConfig {
        bypasses = Entries.copy(bypasses);
    }
}
