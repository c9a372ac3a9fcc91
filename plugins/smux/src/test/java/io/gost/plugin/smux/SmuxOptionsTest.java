package io.gost.plugin.smux;

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

class SmuxOptionsTest {
    private static final SmuxOptions DEFAULTS =
            new SmuxOptions(
                    1,
                    true,
                    Duration.ofSeconds(10),
                    Duration.ofSeconds(30),
                    32_768,
                    4_194_304,
                    65_536);

    private static SmuxOptions read(Map<String, ?> metadata) {
        return SmuxOptions.read(Options.of(metadata));
    }

    @Test
    void defaultsAreThoseOfGost() {
        assertThat(read(Map.of())).isEqualTo(DEFAULTS);
        assertThat(read(Map.of("mux.version", 0, "mux.maxFrameSize", 0, "mux.keepaliveTimeout", 0)))
                .isEqualTo(DEFAULTS);
    }

    @Test
    void everyKeyIsMapped() {
        Map<String, Object> metadata =
                Map.of(
                        "mux.version",
                        2,
                        "mux.keepaliveDisabled",
                        true,
                        "mux.keepaliveInterval",
                        "1s",
                        "mux.keepaliveTimeout",
                        4,
                        "mux.maxFrameSize",
                        65_535,
                        "mux.maxReceiveBuffer",
                        "1MiB",
                        "mux.maxStreamBuffer",
                        "128KiB");
        assertThat(read(metadata))
                .isEqualTo(
                        new SmuxOptions(
                                2,
                                false,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(4),
                                65_535,
                                1 << 20,
                                1 << 17));
        assertThat(DeclaredKeys.of(SmuxOptions::read).spellings())
                .containsExactlyInAnyOrderElementsOf(metadata.keySet());
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> read(Map.of("mux.version", 3))).isInstanceOf(GostException.class);
        assertThatThrownBy(() -> read(Map.of("mux.maxFrameSize", 65_536)))
                .isInstanceOf(GostException.class);
        assertThatThrownBy(() -> read(Map.of("mux.keepaliveTimeout", "9s")).check("x"))
                .hasMessage("x.metadata.mux.keepaliveTimeout: 9s is less than the interval of 10s");
        assertThatThrownBy(() -> read(Map.of("mux.maxReceiveBuffer", 1_000)).check("x"))
                .hasMessageStartingWith("x.metadata.mux.maxStreamBuffer: 65536 is more than");
    }

    @Test
    void theReadmeHasARowForEveryKey() throws IOException {
        DeclaredKeys.of(SmuxOptions::read).expectRowsIn(Path.of("README.md"));
    }
}
