package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * The transport to a node.
 *
 * @param type empty means {@code tcp}
 * @param auth our account at the node
 * @param tls how the node is verified, and our certificate
 * @param metadata free options
 */
public record DialerConfig(
        @Always String type,
        @Nullable AuthConfig auth,
        @Nullable TlsConfig tls,
        OpaqueMap<Object> metadata) {}
