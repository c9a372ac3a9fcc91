package io.gost.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

class HttpHandlerOptionsTest {
    @Test
    void defaultsAreThoseOfGostButForKeepalive() {
        assertThat(read(Map.of()))
                .isEqualTo(
                        new HttpHandlerOptions(
                                Duration.ofSeconds(15),
                                Duration.ZERO,
                                Map.of(),
                                true,
                                false,
                                "gost/3.0",
                                "gost",
                                null,
                                List.of(),
                                false));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("readTimeout", "3s");
        metadata.put("idleTimeout", 60);
        metadata.put("header", Map.of("X-A", "1"));
        metadata.put("keepalive", "false");
        metadata.put("compression", true);
        metadata.put("proxyAgent", "agent/1");
        metadata.put("authBasicRealm", "here");
        metadata.put("probeResist", "host:decoy.test:80");
        metadata.put("knock", "a.test, b.test");
        metadata.put("hash", "host");
        assertThat(read(metadata))
                .isEqualTo(
                        new HttpHandlerOptions(
                                Duration.ofSeconds(3),
                                Duration.ofMinutes(1),
                                Map.of("X-A", "1"),
                                false,
                                true,
                                "agent/1",
                                "here",
                                new Decoy.Server(Target.tcp("decoy.test", 80)),
                                List.of("a.test", "b.test"),
                                true));
    }

    @Test
    void everyAliasIsRead() {
        assertThat(
                        read(
                                Map.of(
                                        "http.header",
                                        Map.of("A", "1"),
                                        "http.keepalive",
                                        false,
                                        "http.compression",
                                        true,
                                        "http.proxyAgent",
                                        "x",
                                        "probe_resist",
                                        "code:404")))
                .isEqualTo(
                        read(
                                Map.of(
                                        "header",
                                        Map.of("A", "1"),
                                        "keepalive",
                                        false,
                                        "compression",
                                        true,
                                        "proxyAgent",
                                        "x",
                                        "probeResistance",
                                        "code:404")));
    }

    @Test
    void zeroReadTimeoutMeansTheDefaultAndANegativeOneNone() {
        assertThat(read(Map.of("readTimeout", 0)).readTimeout()).hasSeconds(15);
        assertThat(read(Map.of("readTimeout", -1)).readTimeout()).isNegative();
    }

    @Test
    void anyOtherHashHasNoEffect() {
        assertThat(read(Map.of("hash", "other")).hashByTarget()).isFalse();
    }

    @Test
    void decoysAreRead() {
        assertThat(decoy("code:404")).isEqualTo(new Decoy.Status(404));
        assertThat(decoy("code:0")).isEqualTo(new Decoy.Status(0));
        assertThat(decoy("code:x")).isEqualTo(new Decoy.Status(503));
        assertThat(decoy("code:99")).isEqualTo(new Decoy.Status(503));
        assertThat(decoy("file:/srv/index.html"))
                .isEqualTo(new Decoy.Page(Path.of("/srv/index.html")));
        assertThat(decoy("web:decoy.test"))
                .isEqualTo(new Decoy.Web(Target.tcp("decoy.test", 80), false, "decoy.test", "/"));
        assertThat(decoy("web:https://decoy.test:8443/a?b"))
                .isEqualTo(
                        new Decoy.Web(
                                Target.tcp("decoy.test", 8_443), true, "decoy.test:8443", "/a?b"));
        assertThat(decoy("web:http://[::1]/"))
                .isEqualTo(new Decoy.Web(Target.tcp("::1", 80), false, "[::1]", "/"));
    }

    @ParameterizedTest
    @CsvSource({
        "probeResist, nothing",
        "probeResist, other:x",
        "probeResist, host:noport",
        "probeResist, web:http://",
        "readTimeout, soon",
        "keepalive, maybe",
    })
    void badValuesAreRefused(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(GostException.class)
                .hasMessageContaining(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: 1", "a\nb", "a\u0000"})
    void valuesThatWouldBecomeHeaderLinesAreRefused(String text) {
        for (Map<String, ?> metadata :
                List.of(
                        Map.of("proxyAgent", text),
                        Map.of("authBasicRealm", text),
                        Map.of("header", Map.of("X", text)),
                        Map.of("header", Map.of(text, "x")))) {
            assertThatThrownBy(() -> read(metadata)).isInstanceOf(GostException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "udp, true",
        "sniffing, true",
        "mitm.caKeyFile, ca.key",
        "cache.status.404, 1m",
        "limiterRefreshInterval, 1s",
    })
    void featureThatIsNotThereIsRefusedByName(String key, String value) {
        assertThatThrownBy(() -> read(Map.of(key, value)))
                .isInstanceOf(GostException.class)
                .hasMessage(key + ": is not available in this version; remove it");
    }

    @Test
    void featureThatIsNotThereMayBeSwitchedOffOrTuned() {
        assertThat(read(Map.of("udp", false, "udpBufferSize", 9, "sniffing.timeout", "3s")))
                .isEqualTo(read(Map.of()));
    }

    private static Decoy decoy(String text) {
        return read(Map.of("probeResist", text)).decoy();
    }

    private static HttpHandlerOptions read(Map<String, ?> metadata) {
        return new HttpHandlerProvider().read(Options.of(metadata));
    }
}
