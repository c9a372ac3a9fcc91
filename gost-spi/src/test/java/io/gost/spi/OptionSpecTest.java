package io.gost.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

final class OptionSpecTest {
    @Test
    void aKeyMatchesEverySpellingInAnyCase() {
        OptionSpec spec = spec("readTimeout", "read.timeout");

        assertThat(spec.matches("readtimeout")).isTrue();
        assertThat(spec.matches("Read.Timeout")).isTrue();
        assertThat(spec.matches("readTimeouts")).isFalse();
    }

    @Test
    void aFamilyMatchesWhateverBeginsWithItsPrefix() {
        OptionSpec spec = spec("cache.status.<code>");

        assertThat(spec.matches("Cache.Status.404")).isTrue();
        assertThat(spec.matches("cache.stat")).isFalse();
    }

    @Test
    void aFamilyNeedsAPlaceholderThatCanBeToldFromItsPrefix() {
        Options options = Options.of(Map.of());

        assertThatThrownBy(() -> options.family("cache.status.", "code", "help"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("code is not in angle brackets");
    }

    private static OptionSpec spec(String... names) {
        return new OptionSpec(List.of(names), "string", "", OptionBounds.NONE, "", false, true);
    }
}
