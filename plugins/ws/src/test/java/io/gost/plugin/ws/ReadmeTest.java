package io.gost.plugin.ws;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSpec;
import io.gost.spi.Options;
import io.gost.spi.testkit.DeclaredKeys;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The README knows every key. */
class ReadmeTest {
    static List<OptionSpec> keys() {
        return DeclaredKeys.of(ReadmeTest::readBoth).specs();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void everyKeyAndEveryAliasIsInTheReadme(OptionSpec key) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(key.names()).allMatch(name -> readme.contains("`" + name + "`"));
        assertThat(key.help()).isNotEmpty();
    }

    private static void readBoth(Options options) {
        new WsListenerProvider().read(options);
        new WsDialerProvider().read(options);
    }
}
