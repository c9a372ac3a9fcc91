package io.gost.plugin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

final class TcpOptionsTest {
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
                    true);

    private final TcpListenerProvider listener = new TcpListenerProvider();
    private final TcpDialerProvider dialer = new TcpDialerProvider();

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(listener.read(Options.of(Map.of()))).isEqualTo(SocketOptions.DEFAULT);
        assertThat(dialer.read(Options.of(Map.of()))).isEqualTo(SocketOptions.DEFAULT);
    }

    @Test
    void everyKeyOfTheListenerIsMapped() {
        assertThat(listener.read(Options.of(METADATA)))
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofSeconds(30), Duration.ofSeconds(5), 3, true, true));
        assertThat(DeclaredKeys.of(listener::read).spellings())
                .containsExactlyInAnyOrderElementsOf(METADATA.keySet());
    }

    @Test
    void everyKeyOfTheDialerIsMapped() {
        assertThat(dialer.read(Options.of(METADATA)))
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofSeconds(30), Duration.ofSeconds(5), 3, false, false));
        assertThat(DeclaredKeys.of(dialer::read).spellings())
                .containsExactlyInAnyOrder(
                        "keepalive", "keepalive.idle", "keepalive.interval", "keepalive.count");
    }
}
