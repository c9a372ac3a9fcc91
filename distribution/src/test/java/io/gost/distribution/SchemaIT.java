package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Every configuration that we show to anybody is valid by the schema that the program writes. */
@Execution(ExecutionMode.CONCURRENT)
class SchemaIT {
    private static final Path REPOSITORY = Path.of("..");
    private static final Pattern BLOCK =
            Pattern.compile("```yaml\\n(.*?)```|<<'YAML'\\n(.*?)\\nYAML", Pattern.DOTALL);
    private static final Pattern SECTION = Pattern.compile("(?m)^(services|chains|hops|tls|log):");

    private static Schema schema;

    @BeforeAll
    static void writeTheSchema() throws Exception {
        String text = Command.gost("schema", "--strict").run().out();
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(text, InputFormat.JSON);
    }

    static List<Arguments> examples() throws IOException {
        List<Arguments> examples = new ArrayList<>();
        try (Stream<Path> files = Files.walk(REPOSITORY.resolve("distribution/src"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yml")).toList()) {
                examples.add(Arguments.of(file.toString(), Files.readString(file)));
            }
        }
        List<Path> texts = new ArrayList<>();
        texts.add(REPOSITORY.resolve("README.md"));
        texts.add(REPOSITORY.resolve("gost-runtime/README.md"));
        try (Stream<Path> plugins = Files.list(REPOSITORY.resolve("plugins"))) {
            plugins.map(plugin -> plugin.resolve("README.md"))
                    .filter(Files::exists)
                    .forEach(texts::add);
        }
        for (Path text : texts) {
            Matcher block = BLOCK.matcher(Files.readString(text));
            while (block.find()) {
                String document = block.group(1) == null ? block.group(2) : block.group(1);
                if (SECTION.matcher(document).find()) {
                    examples.add(Arguments.of(text + " at " + block.start(), document));
                }
            }
        }
        return examples;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("examples")
    void exampleIsValid(String origin, String document) {
        assertThat(schema.validate(document, InputFormat.YAML)).as(origin).isEmpty();
    }

    @Test
    void aMisspelledKeyOfAPluginIsNot() {
        assertThat(
                        schema.validate(
                                "services: [{handler: {type: http, metadata: {redTimeout: 1s}}}]",
                                InputFormat.YAML))
                .isNotEmpty();
    }

    @Test
    void aValueThatAPluginRefusesIsNot() {
        assertThat(
                        schema.validate(
                                "services: [{handler: {type: http, metadata: {readTimeout:"
                                        + " soon}}}]",
                                InputFormat.YAML))
                .isNotEmpty();
    }
}
