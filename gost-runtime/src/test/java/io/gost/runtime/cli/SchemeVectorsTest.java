package io.gost.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.config.ConnectorConfig;
import io.gost.runtime.config.DialerConfig;
import io.gost.runtime.config.HandlerConfig;
import io.gost.runtime.config.ListenerConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.ServiceConfig;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scheme gives the types that GOST gives it. */
final class SchemeVectorsTest {
    /** Where we follow the source after the recorded build: any of these names an address. */
    private static final List<String> PATH_ADDRESSES = List.of("unix", "runix", "serial");

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> schemesGiveTheRecordedTypes() {
        return read().stream()
                .map(
                        entry ->
                                DynamicTest.dynamicTest(
                                        "scheme " + entry.get("scheme"), () -> check(entry)));
    }

    private void check(Map<String, Object> entry) {
        String scheme = String.valueOf(entry.get("scheme"));
        String prefix = scheme.isEmpty() ? "" : scheme + "://";
        assertThat(service(prefix + "h:1")).isEqualTo(entry.get("L"));
        if (PATH_ADDRESSES.stream().noneMatch(scheme::contains)) {
            assertThat(service(prefix + "h:1/x:80")).isEqualTo(entry.get("Lpath"));
        }
        assertThat(node(prefix + "h:1")).isEqualTo(entry.get("F"));
    }

    private List<String> service(String url) {
        ServiceConfig service = load("-L", url).config().services().getFirst();
        return List.of(
                Optional.ofNullable(service.handler()).map(HandlerConfig::type).orElse(""),
                Optional.ofNullable(service.listener()).map(ListenerConfig::type).orElse(""));
    }

    private List<String> node(String url) {
        NodeConfig node =
                load("-L", ":0", "-F", url)
                        .config()
                        .chains()
                        .getFirst()
                        .hops()
                        .getFirst()
                        .nodes()
                        .getFirst();
        return List.of(
                Optional.ofNullable(node.connector()).map(ConnectorConfig::type).orElse(""),
                Optional.ofNullable(node.dialer()).map(DialerConfig::type).orElse(""));
    }

    private LoadedConfig load(String... arguments) {
        CommandRun run = CommandRun.in(directory, arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.launched().getFirst();
    }

    private static List<Map<String, Object>> read() {
        try (InputStream in =
                SchemeVectorsTest.class.getResourceAsStream("/vectors/cli-schemes.yaml")) {
            return new YAMLMapper().readValue(in, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
