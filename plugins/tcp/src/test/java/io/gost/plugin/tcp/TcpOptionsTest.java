package io.gost.plugin.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.Provider;
import io.gost.spi.SocketOptions;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
        assertThat(keys(listener)).containsExactlyInAnyOrderElementsOf(METADATA.keySet());
    }

    @Test
    void everyKeyOfTheDialerIsMapped() {
        assertThat(dialer.read(Options.of(METADATA)))
                .isEqualTo(
                        new SocketOptions(
                                Duration.ofSeconds(30), Duration.ofSeconds(5), 3, false, false));
        assertThat(keys(dialer))
                .containsExactlyInAnyOrder(
                        "keepalive", "keepalive.idle", "keepalive.interval", "keepalive.count");
    }

    private static List<String> keys(Provider<?> provider) {
        List<String> keys = new ArrayList<>();
        provider.read(
                Options.describing(
                        new OptionSink() {
                            @Override
                            public void declared(OptionSpec spec) {
                                keys.addAll(spec.names());
                            }

                            @Override
                            public void delegated(String type) {
                                throw new AssertionError(type);
                            }

                            @Override
                            public void refused(String path, String message) {
                                throw new AssertionError(message);
                            }
                        }));
        return keys;
    }
}
