package io.gost.plugin.mtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.TlsTransport.DialerOptions;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class MtlsOptionsTest {
    private final MtlsListenerProvider listener = new MtlsListenerProvider();
    private final MtlsDialerProvider dialer = new MtlsDialerProvider();

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(listener.read(Options.of(Map.of())))
                .isEqualTo(new MtlsListenerOptions(SocketOptions.DEFAULT, 128));
        assertThat(dialer.read(Options.of(Map.of())))
                .isEqualTo(new DialerOptions(SocketOptions.DEFAULT, Duration.ZERO));
    }

    @Test
    void socketOptionsAreMapped() {
        Map<String, Object> metadata =
                Map.of("keepalive", true, "keepalive.idle", "30s", "reuseport", true);
        Duration usual = Duration.ofSeconds(15);
        assertThat(listener.read(Options.of(metadata)).sockets())
                .isEqualTo(new SocketOptions(Duration.ofSeconds(30), usual, 9, true, false));
        assertThat(dialer.read(Options.of(metadata)).socket())
                .isEqualTo(new SocketOptions(Duration.ofSeconds(30), usual, 9, false, false));
    }

    @Test
    void aBacklogOfNothingIsTheUsualOne() {
        assertThat(listener.read(Options.of(Map.of("backlog", 7))).backlog()).isEqualTo(7);
        assertThat(listener.read(Options.of(Map.of("backlog", 0))).backlog()).isEqualTo(128);
        assertThat(listener.read(Options.of(Map.of("backlog", -1))).backlog()).isEqualTo(128);
    }

    @Test
    void keysOfTheMultiplexerAreKnown() {
        assertThat(DeclaredKeys.of(listener::read).spellings())
                .contains("backlog", "mptcp", "reuseport", "mux.type", "mux.version");
        assertThat(DeclaredKeys.of(dialer::read).spellings())
                .contains("handshakeTimeout", "mux.type", "mux.maxStreamWindow");
    }
}
