package io.gost.plugin.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.time.Duration;
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
        DeclaredKeys keys = DeclaredKeys.of(AutoOptions::read);
        assertThat(keys.spellings()).containsExactly("readTimeout");
        assertThat(keys.delegates()).containsExactly("http", "socks4", "socks5");
    }
}
