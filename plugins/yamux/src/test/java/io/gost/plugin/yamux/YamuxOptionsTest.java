package io.gost.plugin.yamux;

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

class YamuxOptionsTest {
    private static YamuxOptions read(Map<String, ?> metadata) {
        return YamuxOptions.read(Options.of(metadata));
    }

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(read(Map.of()))
                .isEqualTo(new YamuxOptions(true, Duration.ofSeconds(30), 262_144, 64 << 20));
    }

    @Test
    void everyKeyIsMapped() {
        Map<String, Object> metadata =
                Map.of(
                        "mux.keepaliveDisabled", true,
                        "mux.keepaliveInterval", "1s",
                        "mux.maxStreamWindow", "1MiB",
                        "mux.maxReceiveBuffer", "2MiB");
        assertThat(read(metadata))
                .isEqualTo(new YamuxOptions(false, Duration.ofSeconds(1), 1 << 20, 2 << 20));
        assertThat(DeclaredKeys.of(YamuxOptions::read).spellings())
                .containsExactlyInAnyOrderElementsOf(metadata.keySet());
    }

    @Test
    void aWindowBelowTheInitialOneIsRefused() {
        assertThatThrownBy(() -> read(Map.of("mux.maxStreamWindow", 262_143)))
                .isInstanceOf(GostException.class);
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        DeclaredKeys.of(YamuxOptions::read).expectRowsIn(Path.of("README.md"));
    }
}
