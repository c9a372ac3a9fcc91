package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.runtime.config.TlsOptionsConfig;
import io.gost.spi.GostException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class TlsRulesTest {
    @Test
    void withoutOptionsTheUsualIsOffered() {
        assertThat(TlsRules.of(null))
                .isEqualTo(new TlsRules(List.of("TLSv1.2", "TLSv1.3"), List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', TLSv1.2 TLSv1.3",
        "VersionTLS13, '', TLSv1.3",
        "'', VersionTLS12, TLSv1.2",
        "'', VersionTLS11, TLSv1.1",
        "versiontls10, VERSIONTLS12, TLSv1 TLSv1.1 TLSv1.2"
    })
    void versionsAreARange(String min, String max, String wanted) {
        assertThat(rules(min, max).versions()).isEqualTo(List.of(wanted.split(" ", -1)));
    }

    @Test
    void unknownVersionsAreRefusedByName() {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> rules("TLS1.2", ""))
                .withMessage(
                        "options.minVersion \"TLS1.2\" is not known; wanted one of VersionTLS10,"
                                + " VersionTLS11, VersionTLS12, VersionTLS13");
    }

    @Test
    void anEmptyRangeIsRefused() {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> rules("VersionTLS13", "VersionTLS12"))
                .withMessageContaining("above options.maxVersion");
    }

    @Test
    void suitesAreKnownInAnyCaseAndThoseOf13AreAlwaysThere() {
        assertThat(suites("tls_ecdhe_rsa_with_aes_128_gcm_sha256", "TLS_AES_128_GCM_SHA256"))
                .containsExactly(
                        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                        "TLS_AES_128_GCM_SHA256",
                        "TLS_AES_256_GCM_SHA384",
                        "TLS_CHACHA20_POLY1305_SHA256");
        assertThat(suites("TLS_AES_128_GCM_SHA256")).isEmpty();
    }

    @Test
    void unknownSuitesAreRefusedByName() {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> suites("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265"))
                .withMessageStartingWith(
                        "options.cipherSuites \"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA265\" is not"
                                + " known; wanted one of TLS_ECDHE_ECDSA");
    }

    private static TlsRules rules(String min, String max) {
        return TlsRules.of(
                TlsFixture.block()
                        .options(new TlsOptionsConfig(min, max, List.of(), List.of()))
                        .build());
    }

    private static List<String> suites(String... names) {
        return TlsRules.of(
                        TlsFixture.block()
                                .options(new TlsOptionsConfig("", "", List.of(names), List.of()))
                                .build())
                .cipherSuites();
    }
}
