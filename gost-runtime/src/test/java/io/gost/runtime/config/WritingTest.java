package io.gost.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.binding.RecordKey;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.binding.RecordSchema;
import io.gost.runtime.config.binding.RecordWriter;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Node;
import io.gost.runtime.config.document.YamlReader;
import io.gost.spi.Secret;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is written reads back as the same configuration, and shows secrets only where it must. */
final class WritingTest {
    private static final String SECRET = "s3cret-value";

    private static Config read(String text, Format format) {
        var diagnostics = new Diagnostics();
        Optional<Node> root =
                switch (format) {
                    case YAML -> YamlReader.read(text, "t", diagnostics);
                    case JSON -> JsonReader.read(text, "t", diagnostics);
                };
        Config config =
                new RecordReader(diagnostics, UnknownKeys.REJECT)
                        .read((Mapping) root.orElseThrow());
        assertThat(diagnostics.all()).isEmpty();
        return config;
    }

    private static Config everything() throws IOException {
        try (InputStream in = WritingTest.class.getResourceAsStream("/config/everything.yml")) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), Format.YAML);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenReadsBack(Format format) throws IOException {
        Config config = everything();
        assertThat(read(RecordWriter.write(config, format), format)).isEqualTo(config);
    }

    @Test
    void theDocumentWithEveryKeyHasEveryKey() throws IOException {
        var missing = new HashSet<String>();
        var seen = new HashSet<String>();
        collect(everything(), missing, seen);
        missing.removeAll(seen);
        assertThat(missing).isEmpty();
    }

    private static void collect(Record object, Set<String> missing, Set<String> seen) {
        for (RecordKey key : RecordSchema.of(object.getClass()).keys()) {
            String name = object.getClass().getSimpleName() + "." + key.name();
            Object value = key.valueIn(object);
            boolean absent =
                    switch (value) {
                        case null -> true;
                        case String text -> text.isEmpty();
                        case Secret secret -> secret.isEmpty();
                        case Boolean truth -> !truth;
                        case Number number -> number.longValue() == 0;
                        case Duration duration -> duration.isZero();
                        case List<?> list -> list.isEmpty();
                        case OpaqueMap<?> map -> map.isEmpty();
                        default -> false;
                    };
            (absent && !key.readOnly() ? missing : seen).add(name);
            if (value instanceof Record inner) {
                collect(inner, missing, seen);
            } else if (value instanceof List<?> list) {
                list.stream()
                        .filter(Record.class::isInstance)
                        .forEach(item -> collect((Record) item, missing, seen));
            }
        }
    }

    @Test
    void noToStringShowsASecret() throws IOException {
        Config config = everything();
        assertThat(RecordWriter.write(config, Format.YAML)).contains(SECRET);
        assertThat(config.toString()).doesNotContain(SECRET).contains("****");
    }

    @Test
    void textsThatWouldReadAsSomethingElseAreQuoted() throws IOException {
        try (InputStream in = WritingTest.class.getResourceAsStream("/config/forms.yml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(RecordWriter.write(read(text, Format.YAML), Format.YAML)).isEqualTo(text);
        }
    }

    @Test
    void theStatusOfAServiceIsWrittenAndNotRead() {
        var status =
                new ServiceStatus(
                        1,
                        "running",
                        List.of(new ServiceEvent(2, "up")),
                        null,
                        "",
                        false,
                        List.of());
        assertThat(RecordWriter.write(status, Format.YAML))
                .isEqualTo(
                        """
                        createTime: 1
                        state: running
                        events:
                          - time: 2
                            msg: up
                        """);
        Config config = read("services: [{name: a, status: {state: running}}]", Format.YAML);
        assertThat(config.services().getFirst().status()).isNull();
    }
}
