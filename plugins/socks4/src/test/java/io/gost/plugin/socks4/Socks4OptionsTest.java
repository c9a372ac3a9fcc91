package io.gost.plugin.socks4;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

class Socks4OptionsTest {
    private static final UnavailableKeys NONE = new UnavailableKeys(List.of());

    @Test
    void handlerDefaultsAreThoseOfGost() {
        assertThat(Socks4HandlerOptions.read(Options.of(Map.of())))
                .isEqualTo(new Socks4HandlerOptions(Duration.ofSeconds(15), false, NONE));
    }

    @Test
    void handlerReadsItsKeys() {
        assertThat(
                        Socks4HandlerOptions.read(
                                Options.of(Map.of("readTimeout", "3s", "hash", "host"))))
                .isEqualTo(new Socks4HandlerOptions(Duration.ofSeconds(3), true, NONE));
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
        assertThat(keys(Socks4HandlerOptions::read))
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
                        "limiter.refreshInterval",
                        "limiter.cleanupInterval");
    }

    @Test
    void connectorKnowsEveryKeyOfGost() {
        assertThat(keys(Socks4ConnectorOptions::read))
                .containsExactlyInAnyOrder("timeout", "disable4a");
    }

    @Test
    void keysThatAskForWhatIsMissingAreRememberedAndThoseThatTuneItAreNot() {
        Map<String, ?> values =
                Map.of("sniffing", true, "observer.resetTraffic", false, "mitm.alpn", "h2");

        assertThat(Socks4HandlerOptions.read(Options.of(values)).unavailable().asking())
                .containsExactly("sniffing");
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (OptionSpec spec : specs(Socks4HandlerOptions::read)) {
            assertThat(readme).contains(row(spec));
        }
        for (OptionSpec spec : specs(Socks4ConnectorOptions::read)) {
            assertThat(readme).contains(row(spec));
        }
    }

    private static String row(OptionSpec spec) {
        String aliases =
                spec.names().stream()
                        .skip(1)
                        .map(alias -> "`" + alias + "`")
                        .collect(Collectors.joining(", "));
        String value = spec.defaultText().isEmpty() ? "" : "`" + spec.defaultText() + "`";
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(spec.name(), aliases, spec.type(), value, spec.help())
                .replace("|  |", "| |");
    }

    private static List<String> keys(Consumer<Options> read) {
        return specs(read).stream().map(spec -> String.join(" ", spec.names())).toList();
    }

    private static List<OptionSpec> specs(Consumer<Options> read) {
        List<OptionSpec> specs = new ArrayList<>();
        read.accept(
                Options.describing(
                        new OptionSink() {
                            @Override
                            public void declared(OptionSpec spec) {
                                specs.add(spec);
                            }

                            @Override
                            public void delegated(String type) {}

                            @Override
                            public void refused(String path, String message) {
                                throw new AssertionError(path + message);
                            }
                        }));
        return specs;
    }
}
