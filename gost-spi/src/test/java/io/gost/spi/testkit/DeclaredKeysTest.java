package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.spi.Options;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

final class DeclaredKeysTest {
    private final DeclaredKeys keys = DeclaredKeys.of(DeclaredKeysTest::read);

    @Test
    void sayWhatWasRead() {
        assertThat(keys.spellings()).containsExactly("size s bytes", "hash");
        assertThat(keys.defaults()).containsExactly("size=4096", "hash=");
        assertThat(keys.delegates()).containsExactly("other");
    }

    @Test
    void aReadmeWithAllRowsIsTrue(@TempDir Path directory) throws IOException {
        Path readme =
                Files.writeString(
                        directory.resolve("README.md"),
                        """
                        | Key | Aliases | Type | Default | Effect |
                        |---|---|---|---|---|
                        | `size` | `s`, `bytes` | size | `4096` | how much |
                        | `hash` | | string | | by what |
                        """);

        assertThatCode(() -> keys.expectRowsIn(readme)).doesNotThrowAnyException();
    }

    @Test
    void aReadmeThatSaysSomethingElseIsNot(@TempDir Path directory) throws IOException {
        Path readme =
                Files.writeString(
                        directory.resolve("README.md"),
                        """
                        | `size` | `s`, `bytes` | size | `4096` | how much |
                        | `hash` | | string | `host` | by what |
                        """);

        assertThatThrownBy(() -> keys.expectRowsIn(readme))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("| `hash` | | string | | by what |");
    }

    private static void read(Options options) {
        options.bytes("size", "s", "bytes").help("how much").orElse(4_096);
        options.string("hash").help("by what").optional();
        options.delegatedTo("other");
    }
}
