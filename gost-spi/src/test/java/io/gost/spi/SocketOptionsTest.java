package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;

final class SocketOptionsTest {
    @Test
    void absentKeysMeanGostsDefaults() {
        assertThat(SocketOptions.ofListener(Options.of(Map.of()))).isEqualTo(SocketOptions.DEFAULT);
        assertThat(SocketOptions.ofDialer(Options.of(Map.of()))).isEqualTo(SocketOptions.DEFAULT);
        assertThat(SocketOptions.DEFAULT)
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofSeconds(15), Duration.ofSeconds(15), 9, false, false));
    }

    @Test
    void everyKeyIsMapped() {
        Options options =
                Options.of(
                        Map.of(
                                "keepalive",
                                true,
                                "keepalive.idle",
                                "1m",
                                "keepalive.interval",
                                5,
                                "keepalive.count",
                                3,
                                "reuseport",
                                true,
                                "mptcp",
                                true));
        assertThat(SocketOptions.ofListener(options))
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofMinutes(1), Duration.ofSeconds(5), 3, true, true));
    }

    @Test
    void theThreeValuesNeedTheSwitch() {
        assertThat(SocketOptions.ofDialer(Options.of(Map.of("keepalive.count", 3))))
                .isEqualTo(SocketOptions.DEFAULT);
    }

    @Test
    void negativeLeavesItToTheSystem() {
        Options options = Options.of(Map.of("keepalive", true, "keepalive.idle", -1));
        assertThat(SocketOptions.ofDialer(options).keepAliveIdle()).isNegative();
    }
}
