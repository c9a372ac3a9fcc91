package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.OptionSink;
import io.gost.spi.OptionSpec;
import io.gost.spi.Options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The keys that a plugin declares by reading its options, for a test that pins all of them and one
 * that keeps the README's table true.
 *
 * @param specs what it said about each key, in order of reading
 * @param delegates the types whose keys may stand in the same map
 */
public record DeclaredKeys(List<OptionSpec> specs, List<String> delegates) {
    /** Copies the lists. */
    public DeclaredKeys {
        specs = List.copyOf(specs);
        delegates = List.copyOf(delegates);
    }

    /**
     * Reads options without values.
     *
     * @param read reads them, such as {@code provider::read}
     * @return what was declared
     */
    public static DeclaredKeys of(Consumer<Options> read) {
        List<OptionSpec> specs = new ArrayList<>();
        List<String> delegates = new ArrayList<>();
        read.accept(
                Options.describing(
                        new OptionSink() {
                            @Override
                            public void declared(OptionSpec spec) {
                                specs.add(spec);
                            }

                            @Override
                            public void delegated(String type) {
                                delegates.add(type);
                            }

                            @Override
                            public void refused(String path, String message) {
                                throw new AssertionError(
                                        "refused without a value: " + path + ": " + message);
                            }
                        }));
        return new DeclaredKeys(specs, delegates);
    }

    /**
     * Every spelling of every key.
     *
     * @return one text for each key, its canonical name first and a space before each alias
     */
    public List<String> spellings() {
        return specs.stream().map(spec -> String.join(" ", spec.names())).toList();
    }

    /**
     * What an absent key means.
     *
     * @return one text for each key, such as {@code readTimeout=15s}; nothing behind the sign when
     *     there is no default
     */
    public List<String> defaults() {
        return specs.stream().map(spec -> spec.name() + "=" + spec.defaultText()).toList();
    }

    /**
     * Checks that a README has a row for each key: {@code | Key | Aliases | Type | Default | Effect
     * |}, word for word.
     *
     * @param readme the file, in a Maven test {@code Path.of("README.md")}
     * @throws IOException when it cannot be read
     */
    public void expectRowsIn(Path readme) throws IOException {
        assertThat(Files.readAllLines(readme))
                .containsAll(specs.stream().map(DeclaredKeys::row).toList());
    }

    /** One row of a table, without its line break. */
    static String row(OptionSpec spec) {
        String aliases =
                spec.names().stream()
                        .skip(1)
                        .map(DeclaredKeys::code)
                        .collect(Collectors.joining(", "));
        String value = spec.defaultText().isEmpty() ? "" : code(spec.defaultText());
        return "| %s | %s | %s | %s | %s |"
                .formatted(code(spec.name()), aliases, spec.type(), value, spec.help())
                .replace("|  |", "| |");
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
