package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class WsOptionsTest {
    private static WsListenerOptions listener(Map<String, ?> metadata) {
        return new WsListenerProvider().read(Options.of(metadata));
    }

    private static WsDialerOptions dialer(Map<String, ?> metadata) {
        return new WsDialerProvider().read(Options.of(metadata));
    }

    @Test
    void defaultsAreThoseOfGostButForTheServersTimeout() {
        assertThat(listener(Map.of()))
                .isEqualTo(
                        new WsListenerOptions(
                                "/ws",
                                Map.of(),
                                Duration.ofSeconds(15),
                                false,
                                SocketOptions.DEFAULT));
        assertThat(dialer(Map.of()))
                .isEqualTo(
                        new WsDialerOptions(
                                "",
                                "/ws",
                                Map.of(),
                                Duration.ZERO,
                                4096,
                                false,
                                Duration.ZERO,
                                SocketOptions.DEFAULT));
    }

    @Test
    void whatTheHeaderSaysIsNotShown() {
        Map<String, ?> login = Map.of("header", Map.of("Authorization", "Basic c2VjcmV0"));
        assertThat(dialer(login).toString()).contains("Authorization").doesNotContain("c2VjcmV0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ws.", ""})
    void everyKeyIsMappedUnderBothItsNames(String prefix) {
        Map<String, Object> common = new HashMap<>();
        common.put(prefix + "path", "/p");
        common.put(prefix + "header", Map.of("A", "b"));
        common.put(prefix + "enableCompression", true);
        common.put(prefix + "readBufferSize", 1);
        Map<String, Object> forListener = new HashMap<>(common);
        forListener.put(prefix + "backlog", 7);
        forListener.put(prefix + "readHeaderTimeout", "3s");
        forListener.put("mptcp", true);
        assertThat(listener(forListener))
                .isEqualTo(
                        new WsListenerOptions(
                                "/p",
                                Map.of("A", "b"),
                                Duration.ofSeconds(3),
                                true,
                                new SocketOptions(
                                        Duration.ofSeconds(15),
                                        Duration.ofSeconds(15),
                                        9,
                                        false,
                                        true)));
        Map<String, Object> forDialer = new HashMap<>(common);
        forDialer.put(prefix + "host", "h");
        forDialer.put(prefix + "handshakeTimeout", 4);
        forDialer.put(prefix + "writeBufferSize", 100);
        forDialer.put(prefix + "keepalive", true);
        forDialer.put("ttl", "9s");
        forDialer.put("tcp.keepalive", true);
        forDialer.put("tcp.keepalive.count", 2);
        assertThat(dialer(forDialer))
                .isEqualTo(
                        new WsDialerOptions(
                                "h",
                                "/p",
                                Map.of("A", "b"),
                                Duration.ofSeconds(4),
                                100,
                                true,
                                Duration.ofSeconds(9),
                                new SocketOptions(
                                        Duration.ofSeconds(15),
                                        Duration.ofSeconds(15),
                                        2,
                                        false,
                                        false)));
    }

    @Test
    void pingsNeedToBeSwitchedOn() {
        assertThat(dialer(Map.of("ttl", "9s")).pingPeriod()).isZero();
        assertThat(dialer(Map.of("keepalive", true)).pingPeriod()).hasSeconds(15);
        assertThat(dialer(Map.of("keepalive", true, "ttl", "-1s")).pingPeriod()).hasSeconds(15);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Upgrade",
                "connection",
                "Sec-WebSocket-Key",
                "sec-websocket-extensions",
                "a b",
                ""
            })
    void fieldsOfTheUpgradeItselfCannotBeConfigured(String name) {
        assertThatThrownBy(() -> dialer(Map.of("header", Map.of(name, "x"))))
                .hasMessageContaining("header");
    }

    @Test
    void fieldsStayOnTheirLine() {
        assertThatThrownBy(() -> listener(Map.of("header", Map.of("A", "b\r\nC: d"))))
                .hasMessageContaining("header");
        assertThatThrownBy(() -> dialer(Map.of("host", "a\r\nb"))).hasMessageContaining("host");
    }
}
