package io.gost.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

final class SharedKeysTest {
    @Test
    void everyKeyOfEveryGroupIsKnown() {
        assertThat(DeclaredKeys.of(SharedKeys::sniffing).spellings())
                .containsExactly(
                        "sniffing",
                        "sniffing.timeout",
                        "sniffing.websocket",
                        "sniffing.websocket.sampleRate",
                        "mitm.certFile mitm.caCertFile",
                        "mitm.keyFile mitm.caKeyFile",
                        "mitm.alpn",
                        "mitm.bypass");
        assertThat(DeclaredKeys.of(SharedKeys::caching).spellings())
                .containsExactly(
                        "cache.ttl",
                        "cache.status.<code>",
                        "cache.serveStale",
                        "cache.methods",
                        "cache.maxBodyBytes");
        assertThat(DeclaredKeys.of(SharedKeys::observing).spellings())
                .containsExactly(
                        "observePeriod observer.period observer.observePeriod",
                        "observer.resetTraffic");
        assertThat(DeclaredKeys.of(SharedKeys::limiting).spellings())
                .containsExactly(
                        "limiter.refreshInterval limiterRefreshInterval",
                        "limiter.cleanupInterval limiterCleanupInterval");
        assertThat(DeclaredKeys.of(SharedKeys::multiplexing).spellings())
                .containsExactly(
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
    @CsvSource({
        "sniffing, true",
        "mitm.certFile, ca.pem",
        "mitm.caCertFile, ca.pem",
        "mitm.keyFile, ca.key",
        "mitm.caKeyFile, ca.key",
        "cache.ttl, 10s",
        "cache.status.404, 1m",
        "limiter.refreshInterval, 1s",
        "limiterRefreshInterval, 1s",
        "limiter.cleanupInterval, 1s"
    })
    void whatAsksForSomethingIsRefused(String key, String value) {
        assertThatThrownBy(() -> read(key, value))
                .isInstanceOf(GostException.class)
                .hasMessage(key + ": is not available in this version; remove it");
    }

    @ParameterizedTest
    @CsvSource({
        "sniffing, false",
        "sniffing.timeout, 3s",
        "sniffing.websocket, true",
        "sniffing.websocket.sampleRate, -1",
        "mitm.certFile, ''",
        "mitm.alpn, h2",
        "mitm.bypass, private",
        "cache.ttl, 0s",
        "cache.serveStale, true",
        "cache.methods, GET",
        "cache.maxBodyBytes, 1KiB",
        "observePeriod, 5s",
        "observer.observePeriod, 5s",
        "observer.resetTraffic, true",
        "mux.type, yamux",
        "mux.version, 2",
        "mux.keepaliveDisabled, true"
    })
    void whatIsSwitchedOffOrOnlyTunesIsAccepted(String key, String value) {
        assertThatCode(() -> read(key, value)).doesNotThrowAnyException();
    }

    private static void read(String key, String value) {
        Options options = Options.of(Map.of(key, value));
        SharedKeys.sniffing(options);
        SharedKeys.caching(options);
        SharedKeys.observing(options);
        SharedKeys.limiting(options);
        SharedKeys.multiplexing(options);
    }
}
