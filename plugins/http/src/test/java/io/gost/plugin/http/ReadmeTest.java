package io.gost.plugin.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The README knows every key. */
class ReadmeTest {
    @Test
    void everyKeyAndEveryAliasIsInTheReadme() throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        assertThat(names()).isNotEmpty().allMatch(name -> readme.contains("`" + name + "`"));
    }

    private static List<String> names() {
        List<String> names = new ArrayList<>();
        OptionSink sink =
                new OptionSink() {
                    @Override
                    public void declared(OptionSpec spec) {
                        names.addAll(spec.names());
                        assertThat(spec.help()).isNotEmpty();
                    }

                    @Override
                    public void delegated(String type) {}

                    @Override
                    public void refused(String path, String message) {}
                };
        new HttpHandlerProvider().read(Options.describing(sink));
        new HttpConnectorProvider().read(Options.describing(sink));
        return names;
    }
}
