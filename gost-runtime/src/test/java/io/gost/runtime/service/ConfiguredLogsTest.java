package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.YamlReader;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;
import io.gost.spi.testkit.Await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** {@code log} and {@code loggers}, from the configuration to the files. */
class ConfiguredLogsTest extends ConfiguredServices {
    private static final String SERVICES =
            """
            services:
            - {name: plain, addr: '127.0.0.1:0', handler: {type: line}, listener: {type: tcp}}
            - {name: audited, addr: '127.0.0.1:0', logger: audit, loggers: [errors, empty],
               handler: {type: line}, listener: {type: tcp}}
            - {name: silent, addr: '127.0.0.1:0', logger: empty,
               handler: {type: line}, listener: {type: tcp}}
            """;

    private static final List<String> FIELDS =
            List.of(
                    "service",
                    "listener",
                    "handler",
                    "sid",
                    "network",
                    "remote",
                    "local",
                    "client",
                    "host",
                    "dst",
                    "src",
                    "duration",
                    "inputBytes",
                    "outputBytes");

    @TempDir Path directory;

    @AfterEach
    void silence() {
        Logs.configure(LogSettings.of("none", "", ""));
    }

    private String logs(String level) {
        return """
        log: {output: %1$s/gost.log, level: %2$s, format: text}
        loggers:
        - {name: audit, log: {output: %1$s/audit.log, rotation: {maxSize: 1, maxBackups: 3}}}
        - {name: errors, log: {output: %1$s/errors.log, level: error}}
        - {name: empty}
        """
                .formatted(directory, level);
    }

    private static Config read(String yaml) {
        Diagnostics diagnostics = new Diagnostics();
        Mapping document = (Mapping) YamlReader.read(yaml, "test.yml", diagnostics).orElseThrow();
        return new RecordReader(diagnostics, UnknownKeys.WARN).read(document);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    /** The line of a connection's end may come after the client has seen that end. */
    private void awaitEnded(String file, int connections) {
        Await.until(
                "connections in " + file,
                () -> {
                    try {
                        return lines(file).stream().filter(line -> line.contains(" >< ")).count()
                                >= connections;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    @Test
    void aServiceWritesToTheLogsThatItNames() throws IOException {
        ConfiguredLogs.apply(read(logs("info") + SERVICES));
        Services services = start(logs("info") + SERVICES);
        for (int i = 0; i < 3; i++) {
            assertThat(ask(services, i, "- - " + echo(), "ping")).isEqualTo("ok ping");
        }
        awaitEnded("gost.log", 2);
        awaitEnded("audit.log", 1);
        services.close();
        Logs.close(Duration.ofSeconds(10));

        assertThat(lines("gost.log"))
                .anyMatch(line -> line.contains(" >< ") && line.contains("service=plain"))
                .anyMatch(line -> line.contains(" >< ") && line.contains("service=silent"))
                .noneMatch(line -> line.contains("service=audited"));
        assertThat(lines("audit.log"))
                .anyMatch(line -> line.contains("\"msg\":\"listening on "))
                .anyMatch(line -> line.contains(" >< "))
                .allMatch(line -> line.contains("\"logger\":\"audit\""))
                .allMatch(line -> line.contains("\"service\":\"audited\""));
        assertThat(directory.resolve("errors.log")).isEmptyFile();
    }

    @Test
    void aLineOfAConnectionSaysWhoAndWhereTo() throws IOException {
        ConfiguredLogs.apply(read(logs("info") + SERVICES));
        Services services = start(logs("info") + SERVICES);
        String target = echo();
        assertThat(ask(services, 1, "- - " + target, "ping")).isEqualTo("ok ping");
        awaitEnded("audit.log", 1);
        services.close();
        Logs.close(Duration.ofSeconds(10));

        String line =
                lines("audit.log").stream()
                        .filter(each -> each.contains(" >< "))
                        .findFirst()
                        .orElseThrow();
        assertThat(line).contains("\"kind\":\"handler\"", "\"host\":\"" + target + "\"");
        for (String field : FIELDS) {
            assertThat(line).containsOnlyOnce("\"" + field + "\":");
        }
    }

    @Test
    void aChangedLevelHoldsForServicesThatRun() throws IOException {
        ConfiguredLogs.apply(read(logs("error") + SERVICES));
        Services services = start(logs("error") + SERVICES);
        ask(services, 0, "- - " + echo(), "ping");
        ConfiguredLogs.apply(read(logs("debug") + SERVICES));
        ask(services, 0, "- - " + echo(), "ping");
        awaitEnded("gost.log", 1);
        services.close();
        Logs.close(Duration.ofSeconds(10));
        assertThat(lines("gost.log").stream().filter(line -> line.contains(" <> "))).hasSize(1);
    }
}
