package io.gost.plugin.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.TlsTransport.DialerOptions;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

final class TlsOptionsTest {
    private static final Map<String, Object> METADATA =
            Map.of(
                    "keepalive",
                    true,
                    "keepalive.idle",
                    "30s",
                    "keepalive.interval",
                    5,
                    "keepalive.count",
                    3,
                    "reuseport",
                    true,
                    "mptcp",
                    true,
                    "handshakeTimeout",
                    "3s");

    private final TlsListenerProvider listener = new TlsListenerProvider();
    private final TlsDialerProvider dialer = new TlsDialerProvider();

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(listener.read(Options.of(Map.of()))).isEqualTo(SocketOptions.DEFAULT);
        assertThat(dialer.read(Options.of(Map.of())))
                .isEqualTo(new DialerOptions(SocketOptions.DEFAULT, Duration.ZERO));
    }

    @Test
    void everyKeyOfTheListenerIsMapped() {
        assertThat(listener.read(Options.of(METADATA)))
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofSeconds(30), Duration.ofSeconds(5), 3, true, true));
        assertThat(DeclaredKeys.of(listener::read).spellings())
                .containsExactlyInAnyOrder(
                        "keepalive",
                        "keepalive.idle",
                        "keepalive.interval",
                        "keepalive.count",
                        "reuseport",
                        "mptcp");
    }

    @Test
    void everyKeyOfTheDialerIsMapped() {
        assertThat(dialer.read(Options.of(METADATA)))
                .isEqualTo(
                        new DialerOptions(
                                new SocketOptions(
                                        Duration.ofSeconds(30),
                                        Duration.ofSeconds(5),
                                        3,
                                        false,
                                        false),
                                Duration.ofSeconds(3)));
        assertThat(DeclaredKeys.of(dialer::read).spellings())
                .containsExactlyInAnyOrder(
                        "keepalive",
                        "keepalive.idle",
                        "keepalive.interval",
                        "keepalive.count",
                        "handshakeTimeout");
    }
}
