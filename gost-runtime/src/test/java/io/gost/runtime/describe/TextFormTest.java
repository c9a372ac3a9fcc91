package io.gost.runtime.describe;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.plugin.ExtensionKind;
import io.gost.runtime.plugin.Plugins;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class TextFormTest {
    @TempDir private Path directory;

    @Test
    void keysAreAlignedAndEmptyColumnsLeftOut() {
        SampleStrategy sample =
                new SampleStrategy(
                        List.of("pick", "p"),
                        options -> {
                            options.duration("ttl", "time.toLive")
                                    .atLeast(Duration.ofSeconds(1))
                                    .help("how long a choice is kept")
                                    .orElse(Duration.ofMinutes(5));
                            options.string("file").help("where choices are kept").required();
                        });
        TypeDescription description =
                TypeDescription.of(Plugins.of(List.of(sample)), ExtensionKind.STRATEGY, "PICK")
                        .orElseThrow();

        assertThat(TextForm.type(description))
                .containsExactly(
                        "strategy pick (also p)",
                        "KEY              ALIASES      TYPE      UNIT  DEFAULT  VALUES         "
                                + " HELP",
                        "ttl              time.toLive  duration  s     5m0s     of at least 1s"
                                + "  how long a choice is kept",
                        "file (required)               string                                 "
                                + "  where choices are kept");
    }

    @Test
    void aTypeThatSharesItsMapNamesTheOthersAndListsTheirKeysToo() {
        SampleStrategy other =
                new SampleStrategy(
                        List.of("other"),
                        options -> options.bool("far").help("go far").orElse(false));
        SampleStrategy sample =
                new SampleStrategy(List.of("sample"), options -> options.delegatedTo("other"));
        TypeDescription description =
                TypeDescription.of(
                                Plugins.of(List.of(other, sample)),
                                ExtensionKind.STRATEGY,
                                "sample")
                        .orElseThrow();

        assertThat(TextForm.type(description))
                .containsExactly(
                        "strategy sample",
                        "KEY  TYPE  DEFAULT  HELP",
                        "far  bool  false    go far",
                        "the same map is read by strategy other");
    }

    @Test
    void aTypeWithoutKeysSaysSo() {
        SampleStrategy sample = new SampleStrategy(List.of("sample"), _ -> {});

        assertThat(TypeDescription.all(Plugins.of(List.of(sample)), _ -> {}))
                .singleElement()
                .extracting(TextForm::type)
                .isEqualTo(List.of("strategy sample", "no keys of its own"));
    }

    @Test
    void aTypeThatCannotReadItsOptionsIsLeftOutAndSaysWhy() {
        SampleStrategy good = new SampleStrategy(List.of("good"), _ -> {});
        SampleStrategy bad =
                new SampleStrategy(
                        List.of("bad"),
                        _ -> {
                            throw new AssertionError("no\n key");
                        });
        List<String> failures = new ArrayList<>();

        List<TypeDescription> all =
                TypeDescription.all(Plugins.of(List.of(bad, good)), failures::add);

        assertThat(all).extracting(TypeDescription::types).containsExactly(List.of("good"));
        assertThat(failures)
                .containsExactly(
                        "provider %s throws java.lang.AssertionError: no key when it reads its options"
                                .formatted(SampleStrategy.class.getName()));
    }

    @Test
    void refusedFilesStandInTheTableAndTheirReasonsBelowIt() throws IOException {
        Path jar = Files.writeString(directory.resolve("gost-plugin-odd-1.2.jar"), "no jar");

        List<PluginReport> reports = PluginReport.of(Plugins.load(List.of(directory)));

        assertThat(TextForm.plugins(reports))
                .hasSize(3)
                .startsWith("PLUGIN  STATUS   JAR", "odd     refused  " + jar)
                .last()
                .asString()
                .startsWith(jar + ": ")
                .contains("a complete zip file");
    }

    @Test
    void aLibraryProvidesNothingAndIsStillListed() {
        PluginReport report =
                new PluginReport(
                        "lib",
                        "1.0",
                        Path.of("lib.jar"),
                        Map.of(),
                        "[1.0,2.0)",
                        PluginReport.Status.LOADED,
                        List.of());

        assertThat(TextForm.plugins(List.of(report)))
                .containsExactly(
                        "PLUGIN  VERSION  SPI        STATUS  TYPES    JAR",
                        "lib     1.0      [1.0,2.0)  loaded  library  lib.jar");
    }

    @Test
    void kindsWithTheSameNamesAreMentionedTogether() {
        PluginReport report =
                new PluginReport(
                        "a",
                        "",
                        Path.of("a.jar"),
                        Map.of(
                                ExtensionKind.DIALER,
                                List.of("a"),
                                ExtensionKind.HANDLER,
                                List.of("a", "b"),
                                ExtensionKind.CONNECTOR,
                                List.of("a", "b")),
                        "",
                        PluginReport.Status.PARTIAL,
                        List.of("something of it is refused"));

        assertThat(TextForm.plugins(List.of(report)))
                .containsExactly(
                        "PLUGIN  STATUS   TYPES                             JAR",
                        "a       partial  handler, connector a b; dialer a  a.jar",
                        "a.jar: something of it is refused");
    }
}
