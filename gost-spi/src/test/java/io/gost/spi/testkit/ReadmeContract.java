package io.gost.spi.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.Provider;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps the key tables of a plugin's README true. Put {@code <!-- keys: handler line -->} and
 * {@code <!-- /keys -->}, each on a line of its own, where the table of the handler {@code line}
 * shall be; then
 *
 * <pre>{@code mvn test -Dtest=ReadmeTest -Dgost.write=true}</pre>
 *
 * <p>writes it, and brings it up to date later. What the table cannot say stands outside the marks.
 */
public interface ReadmeContract {
    /**
     * Everything the plugin provides.
     *
     * @return the providers, as registered
     */
    List<? extends Provider<?>> providers();

    /**
     * Where the tables are.
     *
     * @return by default the README of the module that is being tested
     */
    default Path readme() {
        return Path.of("README.md");
    }

    /**
     * Compares, or writes.
     *
     * @throws IOException when the README cannot be read
     */
    @Test
    default void keyTablesAreWhatTheProvidersDeclare() throws IOException {
        Assumptions.assumeTrue(
                Files.exists(readme()) && Files.exists(Path.of("src", "main", "java")),
                "there is no README.md, or tests do not run in their module's directory");
        String readme = Files.readString(readme());
        KeyTables tables = new KeyTables(providers());
        String wanted = tables.update(readme);
        assertThat(tables.missing()).as("providers without a table in " + readme()).isEmpty();
        if (Boolean.getBoolean("gost.write")) {
            Files.writeString(readme(), wanted);
        } else {
            assertThat(readme)
                    .as("mvn test -Dtest=ReadmeTest -Dgost.write=true brings it up to date")
                    .isEqualTo(wanted);
        }
    }

    /** A key without help would be a riddle in every form that is made of it. */
    @Test
    default void everyKeyHasHelp() {
        for (Provider<?> provider : providers()) {
            assertThat(DeclaredKeys.of(provider::read).specs())
                    .allSatisfy(spec -> assertThat(spec.help()).as(spec.name()).isNotBlank());
        }
    }
}
