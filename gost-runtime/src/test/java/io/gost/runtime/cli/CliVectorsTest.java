package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Replays the command lines recorded from GOST. Where we differ on purpose, {@code cli-ours.yaml}
 * says how.
 */
final class CliVectorsTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final TypeReference<List<Map<String, Object>>> ENTRIES =
            new TypeReference<>() {};

    @TempDir private Path temporary;

    @TestFactory
    Stream<DynamicTest> commandLinesGiveTheRecordedResult() {
        Map<String, Map<String, Object>> ours = new LinkedHashMap<>();
        read("cli-ours.yaml").forEach(entry -> ours.put((String) entry.get("id"), entry));
        return read("cli.yaml").stream()
                .map(
                        vector ->
                                DynamicTest.dynamicTest(
                                        vector.get("id")
                                                + " gost "
                                                + String.join(" ", texts(vector, "args")),
                                        () ->
                                                replay(
                                                        vector,
                                                        ours.getOrDefault(
                                                                vector.get("id"), Map.of()))));
    }

    private void replay(Map<String, Object> vector, Map<String, Object> ours) throws IOException {
        assumeThat(ours).as("needs running services").doesNotContainKey("skip");
        Path directory = Files.createTempDirectory(temporary, "cwd");
        try (WebPages web = pages(vector)) {
            write(vector, directory);
            List<String> arguments =
                    texts(vector, "args").stream().map(text -> unmasked(text, web)).toList();
            CommandRun run =
                    CommandRun.in(
                            directory,
                            strings(vector, "env"),
                            (String) vector.getOrDefault("stdin", ""),
                            arguments);
            check(run, vector, ours);
        }
    }

    private static String unmasked(String text, WebPages web) {
        return text.replace("{port}", Integer.toString(web.port())).replace("{port2}", "1");
    }

    private static void check(
            CommandRun run, Map<String, Object> vector, Map<String, Object> ours) {
        assertThat(run.exit())
                .as(run.err())
                .isEqualTo(ours.getOrDefault("exit", vector.get("exit")));
        for (String part : texts(ours, "stderr")) {
            assertThat(run.err()).contains(part);
        }
        if (run.exit() != 0) {
            boolean workers = texts(vector, "args").contains("--");
            assertThat(run.out())
                    .as("of a single process")
                    .matches(out -> workers || out.isEmpty());
            assertThat(run.err()).isNotBlank().doesNotContain("Exception", "\tat ");
            return;
        }
        if (vector.get("ours") == null) {
            assertThat(run.err().lines().filter(line -> !line.startsWith("warning: ")))
                    .as("only warnings")
                    .allMatch(_ -> vector.containsKey("stderrFirstLine"));
        }
        document(run, vector, ours);
        if (vector.get("stderrFirstLine") instanceof String line) {
            assertThat(run.err()).startsWith(line + "\n");
        }
        assertThat(run.err().lines().map(String::strip))
                .containsAll(texts(vector, "usageFlags").stream().map(String::strip).toList());
    }

    private static void document(
            CommandRun run, Map<String, Object> vector, Map<String, Object> ours) {
        Map<String, Object> wanted = ours.containsKey("output") ? ours : vector;
        if (wanted.get("text") instanceof String text) {
            assertThat(run.out()).isEqualTo(replaced(text, strings(ours, "replaced")));
        } else if (wanted.containsKey("output")) {
            Object output = YAML.readValue(run.out(), Object.class);
            assertThat(rendered(output)).isEqualTo(rendered(wanted.get("output")));
        } else if (wanted.get("outputs") instanceof List<?> outputs) {
            String all = String.join("", outputs.stream().map(o -> rendered(o)).toList());
            String[] documents = run.out().split("(?m)^(?=services:)");
            assertThat(
                            String.join(
                                    "",
                                    Stream.of(documents)
                                            .map(d -> rendered(YAML.readValue(d, Object.class)))
                                            .toList()))
                    .isEqualTo(all);
        } else if (wanted.get("stdout") instanceof String version) {
            assertThat(
                            run.out()
                                    .replaceAll(
                                            "gost \\S+ \\(\\S+ \\S+/\\S+\\)",
                                            "gost <version> (<runtime> <os>/<arch>)"))
                    .isEqualTo(version);
        }
    }

    private static String replaced(String text, Map<String, String> replacements) {
        String result = text;
        for (Map.Entry<String, String> replacement : replacements.entrySet()) {
            assertThat(result).contains(replacement.getKey());
            result = result.replace(replacement.getKey(), replacement.getValue());
        }
        return result;
    }

    /** Key order is part of the result, but no part of the equality of maps. */
    private static String rendered(Object document) {
        return YAML.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    private static List<Map<String, Object>> read(String name) {
        try (InputStream in = CliVectorsTest.class.getResourceAsStream("/vectors/" + name)) {
            return YAML.readValue(in, ENTRIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Map<String, Object> vector, Path directory) throws IOException {
        for (Map.Entry<String, String> file : strings(vector, "files").entrySet()) {
            Path path = directory.resolve(file.getKey().replaceFirst("^~/", "home/"));
            Files.createDirectories(path.getParent());
            // the ports of vectors that start services are never opened here
            Files.writeString(path, file.getValue().replaceAll("\\{port2?\\}", "1"));
        }
    }

    private static List<String> texts(Map<String, Object> entry, String key) {
        return entry.get(key) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private static Map<String, String> strings(Map<String, Object> entry, String key) {
        var strings = new LinkedHashMap<String, String>();
        if (entry.get(key) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> strings.put(String.valueOf(name), String.valueOf(value)));
        }
        return strings;
    }

    private static WebPages pages(Map<String, Object> vector) throws IOException {
        var pages = new LinkedHashMap<String, WebPages.Page>();
        if (vector.get("http") instanceof Map<?, ?> recorded) {
            recorded.forEach((path, page) -> pages.put((String) path, page((Map<?, ?>) page)));
        }
        return WebPages.serving(pages);
    }

    private static WebPages.Page page(Map<?, ?> recorded) {
        String status =
                recorded.get("status") == null ? "200 OK" : recorded.get("status") + " Answer";
        var headers = new ArrayList<String>();
        if (recorded.get("type") instanceof String type) {
            headers.add("Content-Type: " + type);
        }
        if (recorded.get("location") instanceof String location) {
            headers.add("Location: " + location);
        }
        Object body = recorded.get("body");
        return new WebPages.Page(status, headers, body == null ? "" : body.toString());
    }
}
