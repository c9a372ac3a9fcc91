package io.gost.plugin.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

final class ForwardOptionsTest {
    @Test
    void defaultsAreThoseOfGost() {
        assertThat(read(Map.of())).isEqualTo(new ForwardOptions(Duration.ZERO, List.of()));
    }

    @Test
    void everyKeyOfGostIsKnown() {
        List<OptionSpec> specs = specs();
        assertThat(specs.stream().flatMap(spec -> spec.names().stream()))
                .contains("readBufferSize", "udp.bufferSize", "mitm.caCertFile", "mitm.caKeyFile");
        assertThat(specs.stream().map(spec -> spec.name() + "=" + spec.defaultText()))
                .containsExactlyInAnyOrder(
                        "idleTimeout=0s",
                        "proxyProtocol=0",
                        "stateless=false",
                        "bufferSize=4096",
                        "sniffing=false",
                        "sniffing.timeout=0s",
                        "sniffing.websocket=false",
                        "sniffing.websocket.sampleRate=10.0",
                        "readTimeout=15s",
                        "http.keepalive=false",
                        "mitm.certFile=",
                        "mitm.keyFile=",
                        "mitm.alpn=",
                        "mitm.bypass=",
                        "cache.ttl=0s",
                        "cache.status.<code>=",
                        "cache.serveStale=false",
                        "cache.methods=GET,HEAD",
                        "cache.maxBodyBytes=1048576");
    }

    @Test
    void idleTimeoutIsMapped() {
        assertThat(read(Map.of("idletimeout", "90s")).idleTimeout())
                .isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @CsvSource({
        "proxyProtocol, 1, proxyProtocol",
        "proxyProtocol, 2, proxyProtocol",
        "stateless, true, stateless",
        "sniffing, true, sniffing",
        "mitm.certFile, ca.pem, mitm.certFile",
        "mitm.caCertFile, ca.pem, mitm.certFile",
        "mitm.keyFile, ca.key, mitm.keyFile",
        "mitm.caKeyFile, ca.key, mitm.keyFile",
        "cache.ttl, 10s, cache.ttl",
        "cache.status.404, 1m, cache.status.404"
    })
    void whatIsSwitchedOnButNotThereIsNoted(String key, String value, String noted) {
        assertThat(read(Map.of(key, value)).unavailable()).containsExactly(noted);
    }

    @ParameterizedTest
    @CsvSource({
        "proxyProtocol, 0",
        "stateless, false",
        "sniffing, false",
        "sniffing.timeout, 3s",
        "sniffing.websocket, true",
        "readTimeout, 5s",
        "http.keepalive, true",
        "mitm.certFile, ''",
        "mitm.alpn, h2",
        "cache.ttl, 0s",
        "cache.serveStale, true",
        "bufferSize, 65535"
    })
    void whatIsSwitchedOffOrOnlyTunesIsAccepted(String key, String value) {
        assertThat(read(Map.of(key, value)).unavailable()).isEmpty();
    }

    @Test
    void anUnknownVersionOfTheProxyProtocolIsRefused() {
        assertThatThrownBy(() -> read(Map.of("proxyProtocol", 3)))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("proxyProtocol")
                .hasMessageContaining("0–2");
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        for (OptionSpec spec : specs()) {
            String aliases =
                    spec.names().stream()
                            .skip(1)
                            .map(alias -> "`" + alias + "`")
                            .collect(Collectors.joining(", "));
            String value = spec.defaultText().isEmpty() ? "" : "`" + spec.defaultText() + "`";
            String row =
                    "| `%s` | %s | %s | %s |"
                            .formatted(spec.name(), aliases, spec.type(), value)
                            .replace("|  |", "| |");
            assertThat(readme).contains(row);
        }
    }

    private static List<OptionSpec> specs() {
        List<OptionSpec> specs = new ArrayList<>();
        ForwardOptions.read(
                Options.describing(
                        new OptionSink() {
                            @Override
                            public void declared(OptionSpec spec) {
                                specs.add(spec);
                            }

                            @Override
                            public void delegated(String type) {
                                throw new AssertionError(type);
                            }

                            @Override
                            public void refused(String path, String message) {
                                throw new AssertionError(message);
                            }
                        }));
        return specs;
    }

    private static ForwardOptions read(Map<String, Object> metadata) {
        return ForwardOptions.read(Options.of(metadata));
    }
}
