package io.gost.plugin.sticky;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.GostException;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

final class StickyOptionsTest {
    @Test
    void remembersManyClientsForTenMinutes() {
        assertThat(StickyOptions.read(Options.of(Map.of())))
                .isEqualTo(new StickyOptions(Duration.ofMinutes(10), 65_536));
    }

    @Test
    void readsItsKeys() {
        assertThat(StickyOptions.read(Options.of(Map.of("ttl", "30m", "clients", 1000))))
                .isEqualTo(new StickyOptions(Duration.ofMinutes(30), 1000));
        assertThat(StickyOptions.read(Options.of(Map.of("ttl", 90, "size", "5"))))
                .isEqualTo(new StickyOptions(Duration.ofSeconds(90), 5));
    }

    @Test
    void refusesWhatIsNoMemory() {
        assertThatThrownBy(() -> StickyOptions.read(Options.of(Map.of("ttl", "0s"))))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("ttl");
        assertThatThrownBy(() -> StickyOptions.read(Options.of(Map.of("clients", 0))))
                .isInstanceOf(GostException.class)
                .hasMessageContaining("clients");
    }

    @Test
    void everyKeyIsInTheReadme() throws IOException {
        DeclaredKeys.of(StickyOptions::read).expectRowsIn(Path.of("README.md"));
    }
}
