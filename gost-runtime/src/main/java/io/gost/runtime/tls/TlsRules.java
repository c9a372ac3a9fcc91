package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.config.TlsOptionsConfig;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Versions, cipher suites and application protocols of one {@code tls:} block.
 *
 * @param versions what may be agreed on, by the JDK's names
 * @param cipherSuites IANA names of suites up to TLS 1.2, with those of TLS 1.3; empty for the
 *     usual ones
 * @param applicationProtocols the block's ALPN list
 */
record TlsRules(
        List<String> versions, List<String> cipherSuites, List<String> applicationProtocols) {
    private static final List<String> GOST_VERSIONS =
            List.of("VersionTLS10", "VersionTLS11", "VersionTLS12", "VersionTLS13");
    private static final List<String> VERSIONS = List.of("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");
    private static final int TLS_1_2 = 2;
    private static final int TLS_1_3 = 3;

    /** Suites of TLS 1.3: not configurable, as in GOST. */
    private static final List<String> SUITES_OF_1_3 =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256");

    private static final Set<String> SUITES =
            Set.of(
                    """
                    TLS_RSA_WITH_RC4_128_SHA TLS_RSA_WITH_3DES_EDE_CBC_SHA
                    TLS_RSA_WITH_AES_128_CBC_SHA TLS_RSA_WITH_AES_256_CBC_SHA
                    TLS_RSA_WITH_AES_128_CBC_SHA256 TLS_RSA_WITH_AES_128_GCM_SHA256
                    TLS_RSA_WITH_AES_256_GCM_SHA384
                    TLS_ECDHE_ECDSA_WITH_RC4_128_SHA TLS_ECDHE_RSA_WITH_RC4_128_SHA
                    TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA
                    TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA
                    TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
                    TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256
                    TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256
                    TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
                    TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256
                    TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
                    """
                            .split("\\s+", 0));

    /**
     * Reads the {@code options} of a block.
     *
     * @throws GostException with {@code CONFIG} and the key's name
     */
    static TlsRules of(@Nullable TlsConfig block) {
        TlsOptionsConfig options = block == null ? null : block.options();
        if (options == null) {
            return new TlsRules(VERSIONS.subList(TLS_1_2, TLS_1_3 + 1), List.of(), List.of());
        }
        int min = version("options.minVersion", options.minVersion(), TLS_1_2);
        int max = version("options.maxVersion", options.maxVersion(), TLS_1_3);
        if (options.minVersion().isBlank()) {
            min = Math.min(min, max);
        }
        if (min > max) {
            throw new GostException(
                    Category.CONFIG,
                    "options.minVersion is "
                            + options.minVersion()
                            + ", which is above options.maxVersion, "
                            + options.maxVersion());
        }
        return new TlsRules(
                VERSIONS.subList(min, max + 1), suites(options.cipherSuites()), options.alpn());
    }

    private static int version(String key, String text, int standard) {
        if (text.isBlank()) {
            return standard;
        }
        for (int i = 0; i < GOST_VERSIONS.size(); i++) {
            if (GOST_VERSIONS.get(i).equalsIgnoreCase(text.strip())) {
                return i;
            }
        }
        throw unknown(key, text, GOST_VERSIONS);
    }

    private static List<String> suites(List<String> wanted) {
        List<String> suites = new ArrayList<>();
        for (String text : wanted) {
            String name = text.strip().toUpperCase(Locale.ROOT);
            if (SUITES.contains(name)) {
                suites.add(name);
            } else if (!SUITES_OF_1_3.contains(name)) {
                throw unknown("options.cipherSuites", text, SUITES.stream().sorted().toList());
            }
        }
        if (!suites.isEmpty()) {
            suites.addAll(SUITES_OF_1_3);
        }
        return suites;
    }

    private static GostException unknown(String key, String text, List<String> known) {
        return new GostException(
                Category.CONFIG,
                key + " \"" + text + "\" is not known; wanted one of " + String.join(", ", known));
    }
}
