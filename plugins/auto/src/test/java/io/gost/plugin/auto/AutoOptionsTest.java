package io.gost.plugin.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class AutoOptionsTest {
    @Test
    void defaultsAreThoseOfGost() {
        AutoOptions fifteenSeconds = new AutoOptions(Duration.ofSeconds(15));
        assertThat(AutoOptions.read(Options.of(Map.of()))).isEqualTo(fifteenSeconds);
        assertThat(AutoOptions.read(Options.of(Map.of("readTimeout", 0))))
                .isEqualTo(fifteenSeconds);
    }

    @Test
    void everyKeyIsMapped() {
        assertThat(AutoOptions.read(Options.of(Map.of("readtimeout", "1m"))))
                .isEqualTo(new AutoOptions(Duration.ofMinutes(1)));
    }

    @Test
    void keysAreSharedWithTheHandlersBehindIt() {
        List<String> keys = new ArrayList<>();
        List<String> delegates = new ArrayList<>();
        AutoOptions.read(
                Options.describing(
                        new OptionSink() {
                            @Override
                            public void declared(OptionSpec spec) {
                                keys.add(spec.name());
                            }

                            @Override
                            public void delegated(String type) {
                                delegates.add(type);
                            }

                            @Override
                            public void refused(String path, String message) {
                                throw new AssertionError(message);
                            }
                        }));
        assertThat(keys).containsExactly("readTimeout");
        assertThat(delegates).containsExactly("http", "socks4", "socks5");
    }
}
