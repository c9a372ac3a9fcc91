package io.gost.plugin.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Target;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindAddressTest {
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0::21106, 0, '', 21106",
        ":8080, 0, '', 8080",
        "0.0.0.0, 80, '', 80",
        "127.0.0.1, 0, 127.0.0.1, 0",
        "'::', 80, '::', 80",
        "::1, 0, ::1, 0",
        "host.test, 0, host.test, 0",
        "a:b:80, 0, a:b:80, 0",
    })
    void isWhatTheClientMeant(String host, int port, String meantHost, int meantPort) {
        assertThat(BindAddress.of(Target.tcp(host, port)))
                .isEqualTo(Target.tcp(meantHost, meantPort));
    }
}
