package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

class QuicOptionsTest {
    @Test
    void defaultsAreThoseOfGostButForMoreStreams() {
        QuicOptions defaults =
                new QuicOptions(
                        true,
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(90),
                        1_000,
                        false,
                        Secret.EMPTY);
        assertThat(QuicOptions.ofListener(Options.of(Map.of()))).isEqualTo(defaults);
        assertThat(QuicOptions.ofDialer(Options.of(Map.of()))).isEqualTo(defaults);
    }

    @Test
    void everyKeyIsRead() {
        Map<String, Object> metadata =
                Map.of(
                        "keepAlive",
                        "false",
                        "ttl",
                        "3s",
                        "handshakeTimeout",
                        4,
                        "maxIdleTimeout",
                        "1m",
                        "maxStreams",
                        50,
                        "quic.enableDatagram",
                        true,
                        "cipherKey",
                        "0123456789abcdef",
                        "backlog",
                        7);
        QuicOptions all =
                new QuicOptions(
                        false,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofMinutes(1),
                        50,
                        true,
                        Secret.of("0123456789abcdef"));
        assertThat(QuicOptions.ofListener(Options.of(metadata))).isEqualTo(all);
        assertThat(QuicOptions.ofDialer(Options.of(metadata))).isEqualTo(all);
        assertThat(QuicOptions.ofDialer(Options.of(Map.of("enableDatagram", 1))).datagrams())
                .isTrue();
    }

    @Test
    void zeroMeansTheDefaultAndANegativeNumberOfStreamsMeansNone() {
        assertThat(QuicOptions.ofListener(Options.of(Map.of("ttl", 0, "maxStreams", 0))))
                .isEqualTo(QuicOptions.ofListener(Options.of(Map.of())));
        assertThat(QuicOptions.ofListener(Options.of(Map.of("maxStreams", -1))).maxStreams())
                .isZero();
    }

    @Test
    void aKeyThatAesCannotUseIsRefusedWithoutBeingShown() {
        Options options = Options.of(Map.of("cipherKey", "seventeen letters"));
        assertThatThrownBy(() -> QuicOptions.ofDialer(options))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("16, 24 or 32 bytes")
                .hasMessageNotContaining("seventeen");
    }
}
