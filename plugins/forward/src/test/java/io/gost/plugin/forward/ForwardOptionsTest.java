package io.gost.plugin.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Keys of what is not built are known and refused. So the golden vectors of the topic {@code sniff}
 * have nothing to be played against: all of them begin with {@code sniffing}.
 */
final class ForwardOptionsTest {
    @Test
    void defaultsAreThoseOfGost() {
        assertThat(read(Map.of()))
                .isEqualTo(new ForwardOptions(Duration.ZERO, false, Duration.ofSeconds(15)));
    }

    @Test
    void everyKeyOfGostIsKnown() {
        DeclaredKeys keys = DeclaredKeys.of(ForwardOptions::read);
        assertThat(keys.spellings())
                .contains(
                        "bufferSize readBufferSize udp.bufferSize",
                        "mitm.certFile mitm.caCertFile",
                        "mitm.keyFile mitm.caKeyFile");
        assertThat(keys.defaults())
                .containsExactlyInAnyOrder(
                        "idleTimeout=0s",
                        "proxyProtocol=",
                        "stateless=false",
                        "bufferSize=4096",
                        "sniffing=",
                        "sniffing.timeout=0s",
                        "sniffing.websocket=false",
                        "sniffing.websocket.sampleRate=10.0",
                        "readTimeout=15s",
                        "http.keepalive=false",
                        "mitm.certFile=",
                        "mitm.keyFile=",
                        "mitm.alpn=",
                        "mitm.bypass=",
                        "cache.ttl=",
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

    @Test
    void oneReplyToOneDatagramIsMapped() {
        ForwardOptions options = read(Map.of("stateless", true, "readTimeout", "3s"));
        assertThat(options.stateless()).isTrue();
        assertThat(options.readTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(read(Map.of("readTimeout", "-1s"))).isEqualTo(read(Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "proxyProtocol, 1",
        "proxyProtocol, 2",
        "sniffing, true",
        "mitm.certFile, ca.pem",
        "cache.ttl, 10s"
    })
    void whatIsNotThereIsRefused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(GostException.class)
                .hasMessage(key + ": is not available in this version; remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "proxyProtocol, 0",
        "stateless, false",
        "sniffing, false",
        "http.keepalive, true",
        "bufferSize, 65535"
    })
    void whatIsSwitchedOffOrOnlyTunesHasNoEffect(String key, String value) {
        assertThat(read(Map.of(key, value))).isEqualTo(read(Map.of()));
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
        DeclaredKeys.of(ForwardOptions::read).expectRowsIn(Path.of("README.md"));
    }

    private static ForwardOptions read(Map<String, Object> metadata) {
        return ForwardOptions.read(Options.of(metadata));
    }
}
