package io.gost.runtime.config;

import java.util.List;

/**
 * Versions and ciphers of TLS.
 *
 * @param minVersion {@code VersionTLS10} … {@code VersionTLS13}
 * @param maxVersion {@code VersionTLS10} … {@code VersionTLS13}
 * @param cipherSuites IANA names of suites up to TLS 1.2
 * @param alpn application protocols
 */
@Guarded
public record TlsOptionsConfig(
        String minVersion, String maxVersion, List<String> cipherSuites, List<String> alpn) {
    /** Keeps the lists as they are now. */
    public TlsOptionsConfig {
        cipherSuites = Entries.copy(cipherSuites);
        alpn = Entries.copy(alpn);
    }
}
