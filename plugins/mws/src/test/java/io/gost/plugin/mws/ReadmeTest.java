package io.gost.plugin.mws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Every key is in the README of this plugin or in that of {@code ws}. */
class ReadmeTest {
    @Test
    void everyKeyIsInAReadme() throws IOException {
        String readme =
                Files.readString(Path.of("README.md"))
                        + Files.readString(Path.of("../ws/README.md"));
        List<OptionSpec> keys = DeclaredKeys.of(ReadmeTest::readBoth).specs();
        assertThat(keys).extracting(key -> key.names().getFirst()).contains("mux.type", "ws.path");
        assertThat(keys)
                .allSatisfy(
                        key ->
                                assertThat(key.names())
                                        .allMatch(name -> readme.contains("`" + name + "`")));
    }

    private static void readBoth(Options options) {
        new MwsListenerProvider().read(options);
        new MwssDialerProvider().read(options);
    }
}
