package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

class RelayOptionsTest {
    @Test
    void handlerDefaultsAreThoseOfGost() {
        assertThat(RelayHandlerOptions.read(Options.of(Map.of())))
                .isEqualTo(new RelayHandlerOptions(Duration.ofSeconds(15), false, false, false));
    }

    @Test
    void handlerReadsItsKeys() {
        Map<String, ?> values =
                Map.of("readTimeout", "3s", "bind", true, "nodelay", true, "hash", "host");

        assertThat(RelayHandlerOptions.read(Options.of(values)))
                .isEqualTo(new RelayHandlerOptions(Duration.ofSeconds(3), true, true, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "0s"})
    void readTimeoutIsNeverOff(String value) {
        assertThat(RelayHandlerOptions.read(Options.of(Map.of("readTimeout", value))).readTimeout())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void connectorDefaultsAreThoseOfGost() {
        assertThat(RelayConnectorOptions.read(Options.of(Map.of())))
                .isEqualTo(new RelayConnectorOptions(Duration.ZERO, false));
    }

    @Test
    void connectorReadsItsKeys() {
        Map<String, ?> values = Map.of("connectTimeout", "5s", "nodelay", true);

        assertThat(RelayConnectorOptions.read(Options.of(values)))
                .isEqualTo(new RelayConnectorOptions(Duration.ofSeconds(5), true));
    }

    @Test
    void readmeHasARowForEveryKey() throws IOException {
        Path readme = Path.of("README.md");
        DeclaredKeys.of(RelayHandlerOptions::read).expectRowsIn(readme);
        DeclaredKeys.of(RelayConnectorOptions::read).expectRowsIn(readme);
    }
}
