package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whatever is wrong in a file is said in one line that names the place. */
final class BadDocumentsTest {
    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> documentsAreRefusedWithThePlace() throws IOException {
        return read().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        "\""
                                                + String.valueOf(entry.get("text"))
                                                        .replaceAll("\\s+", " ")
                                                + '"',
                                        () -> check(entry)));
    }

    private void check(Map<String, Object> entry) throws IOException {
        String name = String.valueOf(entry.getOrDefault("file", "bad.yml"));
        Files.writeString(directory.resolve(name), (String) entry.get("text"));
        CommandRun run = CommandRun.in(directory, "-C", name);
        assertThat(run.exit()).as(run.err()).isEqualTo(2);
        assertThat(run.launched()).isEmpty();
        ((List<?>) entry.get("error"))
                .forEach(part -> assertThat(run.err()).contains(String.valueOf(part)));
        assertThat(run.err()).doesNotContain("Exception", "\tat ", "hunter2", "warning: warning");
    }

    @Test
    void aFileThatIsNoTextIsRefused() throws IOException {
        Files.write(directory.resolve("bytes.yml"), new byte[] {'a', ':', ' ', (byte) 0xC3, '('});
        CommandRun run = CommandRun.in(directory, "-C", "bytes.yml");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).isEqualTo("bytes.yml: the text is not UTF-8\n");
    }

    @Test
    void aDirectoryIsRefused() {
        CommandRun run = CommandRun.in(directory, "-C", ".");
        assertThat(run.err()).isEqualTo(".: a directory, a file is wanted\n");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void aMissingFileIsRefused() {
        CommandRun run = CommandRun.in(directory, "-C", "missing.yml");
        assertThat(run.err()).isEqualTo("missing.yml: there is no such file\n");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void aFileOfMoreThanTenMebibytesIsRefused() throws IOException {
        Files.writeString(directory.resolve("huge.yml"), "#".repeat(10 * 1024 * 1024 + 1));
        CommandRun run = CommandRun.in(directory, "-C", "huge.yml");
        assertThat(run.err()).isEqualTo("huge.yml: longer than 10485760 bytes\n");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void aliasesThatMultiplyAreRefused() throws IOException {
        var text =
                new StringBuilder("l0: &l0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*l" + (i - 1);
            text.append(
                    "l%d: &l%d [%s]\n"
                            .formatted(i, i, String.join(", ", Collections.nCopies(9, alias))));
        }
        Files.writeString(directory.resolve("laughs.yml"), text);
        CommandRun run = CommandRun.in(directory, "-C", "laughs.yml");
        assertThat(run.err()).contains("aliases stand for more than 100000 values");
        assertThat(run.exit()).isEqualTo(2);
    }

    @Test
    void deepNestingIsRefused() throws IOException {
        Files.writeString(directory.resolve("deep.yml"), "a: " + "[".repeat(5000) + "\n");
        Files.writeString(directory.resolve("deep.json"), "{\"a\": " + "[".repeat(5000) + "\n");
        CommandRun yaml = CommandRun.in(directory, "-C", "deep.yml");
        CommandRun json = CommandRun.in(directory, "-C", "deep.json");
        assertThat(yaml.err()).contains("deep.yml:1:104: nested more than 100 levels deep");
        assertThat(json.err()).contains("deep.json:1:107: nested more than 100 levels deep");
        assertThat(List.of(yaml.exit(), json.exit())).containsExactly(2, 2);
    }

    @Test
    void allErrorsAreToldAtOnce() throws IOException {
        Files.writeString(
                directory.resolve("three.yml"),
                """
                services:
                - name: a
                  handler: {retries: x}
                limiters:
                - name: l
                  reload: y
                  limit: []
                """);
        CommandRun run = CommandRun.in(directory, "-C", "three.yml");
        assertThat(run.err().lines())
                .containsExactly(
                        "three.yml:3:22: services[0].handler.retries: \"x\" is not a whole number",
                        "three.yml:7:3: limiters[0].limit: unknown key; did you mean \"limits\"?",
                        "three.yml:6:11: limiters[0].reload: \"y\" is not a duration such as 10s or"
                                + " 1m30s");
    }

    private static List<Map<String, Object>> read() throws IOException {
        try (InputStream in =
                BadDocumentsTest.class.getResourceAsStream("/config/bad-documents.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new YAMLMapper().readValue(text, new TypeReference<>() {});
        }
    }
}
