package io.gost.plugin.socks5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.plugin.socks5.Socks5ConnectorOptions.Relay;
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

class Socks5OptionsTest {
    @Test
    void handlerDefaultsAreThoseOfGost() {
        assertThat(Socks5HandlerOptions.read(Options.of(Map.of())))
                .isEqualTo(
                        new Socks5HandlerOptions(
                                Duration.ofSeconds(15),
                                false,
                                "",
                                false,
                                Security.NEGOTIATED,
                                false,
                                PortRange.ANY,
                                false));
    }

    @Test
    void handlerReadsItsKeys() {
        Map<String, ?> values =
                Map.of(
                        "readTimeout",
                        "3s",
                        "bind",
                        true,
                        "publicAddr",
                        "gw.example.com",
                        "hash",
                        "host",
                        "notls",
                        true,
                        "udp",
                        true,
                        "udp.minPort",
                        40_000,
                        "udp.bindRange.max",
                        40_100,
                        "comp",
                        true);

        assertThat(Socks5HandlerOptions.read(Options.of(values)))
                .isEqualTo(
                        new Socks5HandlerOptions(
                                Duration.ofSeconds(3),
                                true,
                                "gw.example.com",
                                true,
                                Security.PLAIN,
                                true,
                                new PortRange(40_000, 40_100),
                                true));
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
                .isEqualTo(
                        new Socks5ConnectorOptions(
                                Duration.ZERO, Security.NEGOTIATED, Relay.STREAM, Duration.ZERO));
    }

    @Test
    void connectorReadsItsKeys() {
        Map<String, ?> values =
                Map.of("timeout", 5, "notls", true, "relay", "UDP", "udp.timeout", "1m");
        assertThat(Socks5ConnectorOptions.read(Options.of(values)))
                .isEqualTo(
                        new Socks5ConnectorOptions(
                                Duration.ofSeconds(5),
                                Security.PLAIN,
                                Relay.UDP,
                                Duration.ofMinutes(1)));
    }

    @Test
    void handlerKnowsEveryKeyOfGost() {
        assertThat(DeclaredKeys.of(Socks5HandlerOptions::read).spellings())
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
                        "limiter.refreshInterval limiterRefreshInterval",
                        "limiter.cleanupInterval limiterCleanupInterval");
    }

    @Test
    void connectorKnowsEveryKeyOfGost() {
        assertThat(DeclaredKeys.of(Socks5ConnectorOptions::read).spellings())
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

    @ParameterizedTest
    @CsvSource({"tor, true", "enableTor, 1"})
    void handlerRefusesWhatIsNotThere(String key, String value) {
        assertThatThrownBy(() -> Socks5HandlerOptions.read(Options.of(Map.of(key, value))))
                .isInstanceOf(GostException.class)
                .hasMessage(key + ": is not available in this version; remove it");
    }

    @Test
    void aRelayThatIsNotUdpIsTheConnection() {
        assertThat(Socks5ConnectorOptions.read(Options.of(Map.of("relay", "tcp"))).relay())
                .isEqualTo(Relay.STREAM);
    }

    @ParameterizedTest
    @CsvSource({"0, 100", "100, 99", "100, 0"})
    void aRangeOfNoPortsIsAnyPort(int first, int last) {
        assertThat(
                        Socks5HandlerOptions.read(
                                        Options.of(
                                                Map.of("udp.minPort", first, "udp.maxPort", last)))
                                .ports())
                .isEqualTo(PortRange.ANY);
    }

    @ParameterizedTest
    @CsvSource({"udp, false", "udp.bufferSize, 9", "udp.resolveDomain, true", "udp.minPort, 9"})
    void whatIsSwitchedOffOrOnlyTunesHasNoEffect(String key, String value) {
        assertThat(Socks5HandlerOptions.read(Options.of(Map.of(key, value))))
                .isEqualTo(Socks5HandlerOptions.read(Options.of(Map.of())));
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        Path readme = Path.of("README.md");
        DeclaredKeys.of(Socks5HandlerOptions::read).expectRowsIn(readme);
        DeclaredKeys.of(Socks5ConnectorOptions::read).expectRowsIn(readme);
    }
}
