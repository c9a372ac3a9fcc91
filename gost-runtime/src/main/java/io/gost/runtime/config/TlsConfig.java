package io.gost.runtime.config;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Certificates and how the other side is verified.
 *
 * @param certFile PEM file of the certificate chain
 * @param keyFile PEM file of the private key
 * @param caFile PEM file of the authorities to trust
 * @param secure client: whether the certificate is verified
 * @param serverName client: the name in the handshake
 * @param options versions and ciphers
 * @param validity generated certificate: life time; zero means one year
 * @param commonName generated certificate: subject
 * @param organization generated certificate: organization
 * @param rejectUnknownSni server: whether a name is required
 * @param serverNames server: the names that are accepted
 */
@Guarded
public record TlsConfig(
        String certFile,
        String keyFile,
        String caFile,
        boolean secure,
        String serverName,
        @Nullable TlsOptionsConfig options,
        Duration validity,
        String commonName,
        String organization,
        @Spelling("rejectUnknownSNI") boolean rejectUnknownSni,
        List<String> serverNames) {
    /** Keeps the lists as they are now. */
    public TlsConfig {
        serverNames = Entries.copy(serverNames);
    }
}
