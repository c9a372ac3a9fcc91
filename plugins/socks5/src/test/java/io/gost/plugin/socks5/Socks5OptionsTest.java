package io.gost.plugin.socks5;

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

class Socks5OptionsTest {
    private static final UnavailableKeys NONE = new UnavailableKeys(List.of());

    @Test
    void handlerDefaultsAreThoseOfGost() {
        assertThat(Socks5HandlerOptions.read(Options.of(Map.of())))
                .isEqualTo(
                        new Socks5HandlerOptions(Duration.ofSeconds(15), false, "", false, NONE));
    }

    @Test
    void handlerReadsItsKeys() {
        Map<String, ?> values =
                Map.of(
                        "readTimeout", "3s",
                        "bind", true,
                        "publicAddr", "gw.example.com",
                        "hash", "host",
                        "notls", true);

        assertThat(Socks5HandlerOptions.read(Options.of(values)))
                .isEqualTo(
                        new Socks5HandlerOptions(
                                Duration.ofSeconds(3), true, "gw.example.com", true, NONE));
    }

    @Test
    void longNameOfPublicAddressWinsOverItsAlias() {
        Map<String, ?> values = Map.of("publicAddr", "a", "socks.publicAddr", "b");

        assertThat(Socks5HandlerOptions.read(Options.of(values)).publicAddress()).isEqualTo("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1s", "0s"})
    void readTimeoutIsNeverOff(String value) {
        assertThat(
                        Socks5HandlerOptions.read(Options.of(Map.of("readTimeout", value)))
                                .readTimeout())
                .isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void anyOtherHashHasNoEffect() {
        assertThat(Socks5HandlerOptions.read(Options.of(Map.of("hash", "ip"))).hashByTarget())
                .isFalse();
    }

    @Test
    void connectorDefaultsAreThoseOfGost() {
        assertThat(Socks5ConnectorOptions.read(Options.of(Map.of())))
                .isEqualTo(new Socks5ConnectorOptions(Duration.ZERO, NONE));
    }

    @Test
    void connectorReadsItsKeys() {
        assertThat(Socks5ConnectorOptions.read(Options.of(Map.of("timeout", 5, "notls", true))))
                .isEqualTo(new Socks5ConnectorOptions(Duration.ofSeconds(5), NONE));
    }

    @Test
    void handlerKnowsEveryKeyOfGost() {
        assertThat(keys(Socks5HandlerOptions::read))
                .containsExactlyInAnyOrder(
                        "socks.publicAddr publicAddr",
                        "readTimeout",
                        "notls",
                        "bind",
                        "udp",
                        "udp.bufferSize udpBufferSize",
                        "udp.resolveDomain udpResolveDomain",
                        "udp.bindRange.min udp.minPort",
                        "udp.bindRange.max udp.maxPort",
                        "comp",
                        "hash",
                        "tor enableTor socks5.tor",
                        "mux.type",
                        "mux.version",
                        "mux.keepaliveDisabled",
                        "mux.keepaliveInterval",
                        "mux.keepaliveTimeout",
                        "mux.maxFrameSize",
                        "mux.maxReceiveBuffer",
                        "mux.maxStreamBuffer",
                        "mux.maxStreamWindow",
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
        assertThat(keys(Socks5ConnectorOptions::read))
                .containsExactlyInAnyOrder(
                        "timeout",
                        "notls",
                        "relay",
                        "udp.bufferSize udpBufferSize",
                        "udp.timeout",
                        "mux.type",
                        "mux.version",
                        "mux.keepaliveDisabled",
                        "mux.keepaliveInterval",
                        "mux.keepaliveTimeout",
                        "mux.maxFrameSize",
                        "mux.maxReceiveBuffer",
                        "mux.maxStreamBuffer",
                        "mux.maxStreamWindow");
    }

    @Test
    void keysThatAskForWhatIsMissingAreRememberedAndThoseThatTuneItAreNot() {
        Map<String, ?> values =
                Map.of("udp", true, "udp.bufferSize", 9, "enableTor", "1", "sniffing", false);

        assertThat(Socks5HandlerOptions.read(Options.of(values)).unavailable().asking())
                .containsExactlyInAnyOrder("udp", "tor");
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (OptionSpec spec : specs(Socks5HandlerOptions::read)) {
            assertThat(readme).contains(row(spec));
        }
        for (OptionSpec spec : specs(Socks5ConnectorOptions::read)) {
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
