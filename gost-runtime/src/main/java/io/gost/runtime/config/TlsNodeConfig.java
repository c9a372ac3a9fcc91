package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

/**
 * TLS towards a target.
 *
 * @param serverName the name in the handshake
 * @param secure whether the certificate is verified
 * @param options versions and ciphers
 */
@Guarded
public record TlsNodeConfig(
        String serverName, boolean secure, @Nullable TlsOptionsConfig options) {}
