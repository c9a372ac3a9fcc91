package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class Socks4OptionsTest {
    @Test
    void handlerDefaultsAreThoseOfGost() {
        assertThat(Socks4HandlerOptions.read(Options.of(Map.of())))
                .isEqualTo(new Socks4HandlerOptions(Duration.ofSeconds(15), false));
    }

    @Test
    void handlerReadsItsKeys() {
        assertThat(
                        Socks4HandlerOptions.read(
                                Options.of(Map.of("readTimeout", "3s", "hash", "host"))))
                .isEqualTo(new Socks4HandlerOptions(Duration.ofSeconds(3), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "0s"})
    void readTimeoutIsNeverOff(String value) {
        assertThat(
                        Socks4HandlerOptions.read(Options.of(Map.of("readTimeout", value)))
                                .readTimeout())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void connectorDefaultsAreThoseOfGost() {
        assertThat(Socks4ConnectorOptions.read(Options.of(Map.of())))
                .isEqualTo(new Socks4ConnectorOptions(Duration.ZERO, false));
    }

    @Test
    void connectorReadsItsKeys() {
        assertThat(
                        Socks4ConnectorOptions.read(
                                Options.of(Map.of("timeout", "500ms", "disable4a", "true"))))
                .isEqualTo(new Socks4ConnectorOptions(Duration.ofMillis(500), true));
    }

    @Test
    void handlerKnowsEveryKeyOfGost() {
        assertThat(DeclaredKeys.of(Socks4HandlerOptions::read).spellings())
                .containsExactlyInAnyOrder(
                        "readTimeout",
                        "hash",
                        "sniffing",
                        "sniffing.timeout",
                        "sniffing.websocket",
                        "sniffing.websocket.sampleRate",
                        "mitm.certFile mitm.caCertFile",
                        "mitm.keyFile mitm.caKeyFile",
                        "mitm.alpn",
                        "mitm.bypass",
                        "observePeriod observer.period observer.observePeriod",
                        "observer.resetTraffic",
                        "limiter.refreshInterval limiterRefreshInterval",
                        "limiter.cleanupInterval limiterCleanupInterval");
    }

    @Test
    void connectorKnowsEveryKeyOfGost() {
        assertThat(DeclaredKeys.of(Socks4ConnectorOptions::read).spellings())
                .containsExactlyInAnyOrder("timeout", "disable4a");
    }

    @ParameterizedTest
    @CsvSource({"sniffing, true", "limiter.refreshInterval, 5s"})
    void handlerRefusesWhatIsNotThere(String key, String value) {
        assertThatThrownBy(() -> Socks4HandlerOptions.read(Options.of(Map.of(key, value))))
                .isInstanceOf(GostException.class)
                .hasMessage(key + ": is not available in this version; remove it");
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        Path readme = Path.of("README.md");
        DeclaredKeys.of(Socks4HandlerOptions::read).expectRowsIn(readme);
        DeclaredKeys.of(Socks4ConnectorOptions::read).expectRowsIn(readme);
    }
}
