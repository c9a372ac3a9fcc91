package io.gost.runtime.trim;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;

/** What a container engine reads. */
final class OciImageTest {
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    private static final ContainerPorts PORTS =
            new ContainerPorts(new TreeSet<>(List.of("8080/tcp")), Optional.of("127.0.0.1:8080"));

    @TempDir Path directory;

    private Path home;
    private Path library;

    @BeforeEach
    void makeADistribution() throws IOException {
        home = directory.resolve("home");
        write("runtime/lib/modules", "modules");
        Files.setLastModifiedTime(
                home.resolve("runtime/lib/modules"), FileTime.from(TIME.plusMillis(5)));
        assertThat(write("runtime/bin/java", "java").toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(home.resolve("runtime/lib/link"), Path.of("modules"));
        write("lib/gost.aot", "cache");
        write("conf/gost.yml", "services: []");
        write("plugins/" + "ä".repeat(90) + "/" + "b".repeat(90) + ".jar", "long");
        library = Files.writeString(directory.resolve("libc.so.6"), "libc");
    }

    @Test
    void everyBlobIsCalledLikeItsDigestAndSizesAreTrue() throws Exception {
        Map<String, byte[]> layout = layout();

        JsonNode index = json(layout.get("index.json"));
        JsonNode manifest = blob(layout, index.path("manifests").path(0));
        JsonNode config = blob(layout, manifest.path("config"));

        assertThat(json(layout.get("oci-layout")).path("imageLayoutVersion").asString())
                .isEqualTo("1.0.0");
        assertThat(manifest.path("layers")).hasSize(2);
        assertThat(config.path("rootfs").path("diff_ids")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            byte[] layer = bytes(layout, manifest.path("layers").path(i));
            assertThat("sha256:" + sha256(unzipped(layer)))
                    .isEqualTo(config.path("rootfs").path("diff_ids").path(i).asString());
        }
        // two files, four blobs, and the directories around these
        assertThat(layout.keySet()).filteredOn(name -> !name.endsWith("/")).hasSize(6);
    }

    @Test
    void theConfigurationSaysWhoRunsWhatAndWhereToAskForItsHealth() throws Exception {
        Map<String, byte[]> layout = layout();
        JsonNode manifest = blob(layout, json(layout.get("index.json")).at("/manifests/0"));

        JsonNode config = blob(layout, manifest.path("config")).path("config");

        assertThat(config.path("User").asString()).isEqualTo("65532:65532");
        assertThat(config.path("ExposedPorts").propertyNames()).containsExactly("8080/tcp");
        assertThat(config.path("Entrypoint"))
                .extracting(JsonNode::asString)
                .startsWith("/opt/gost/runtime/bin/java")
                .contains("-XX:AOTCache=/opt/gost/lib/gost.aot", "-Dgost.home=/opt/gost");
        assertThat(config.path("Cmd"))
                .extracting(JsonNode::asString)
                .containsExactly("-C", "/opt/gost/conf/gost.yml");
        assertThat(config.at("/Healthcheck/Test"))
                .extracting(JsonNode::asString)
                .startsWith("CMD", "/opt/gost/runtime/bin/java")
                .endsWith("health", "127.0.0.1:8080");
        assertThat(manifest.at("/annotations/io.gost.health").asString())
                .isEqualTo("127.0.0.1:8080");
    }

    @Test
    void layersHoldTheSystemThenTheProgramAndNothingOfThisMachine() throws Exception {
        Map<String, byte[]> layout = layout();
        JsonNode manifest = blob(layout, json(layout.get("index.json")).at("/manifests/0"));

        Map<String, TarArchiveEntry> system =
                entries(unzipped(bytes(layout, manifest.at("/layers/0"))));
        Map<String, TarArchiveEntry> program =
                entries(unzipped(bytes(layout, manifest.at("/layers/1"))));

        assertThat(system).containsKeys("etc/passwd", "etc/group", library.toString().substring(1));
        assertThat(system.get("tmp/").getMode() & 07777).isEqualTo(01777);
        assertThat(system.get("opt/gost/runtime/bin/java").getMode() & 0777).isEqualTo(0755);
        assertThat(system.get("opt/gost/runtime/lib/modules").getMode() & 0777).isEqualTo(0644);
        assertThat(system.get("opt/gost/runtime/lib/link").getLinkName()).isEqualTo("modules");
        assertThat(program)
                .containsKeys("opt/gost/lib/gost.aot", "opt/gost/conf/gost.yml")
                .containsKey("opt/gost/plugins/" + "ä".repeat(90) + "/" + "b".repeat(90) + ".jar");
        assertThat(program.keySet()).noneMatch(name -> name.contains("runtime"));
        assertThat(List.of(system, program))
                .flatMap(Map::values)
                .allSatisfy(
                        entry -> {
                            assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
                            assertThat(entry.getUserName()).isEmpty();
                            assertThat(entry.getLongUserId()).isZero();
                        });
    }

    @Test
    void theSameTreeGivesTheSameBytes() throws Exception {
        Path first = directory.resolve("first.tar");
        Path second = directory.resolve("second.tar");
        OciImage.write(home, List.of(library), PORTS, first);
        Files.setLastModifiedTime(
                home.resolve("conf/gost.yml"), FileTime.from(TIME.plusSeconds(99)));

        OciImage.write(home, List.of(library), PORTS, second);

        assertThat(second).hasSameBinaryContentAs(first);
    }

    @Test
    void librariesAreWhatTheLinkerFoundOutside() {
        String listed =
                """
                /out/runtime/bin/java:
                \tlinux-vdso.so.1 (0x00007ffd0a5f2000)
                \tlibjli.so => /out/runtime/bin/../lib/libjli.so (0x00007f6a)
                \tlibz.so.1 => /lib/x86_64-linux-gnu/libz.so.1 (0x00007f6b)
                \tlibjvm.so => not found
                \t/lib64/ld-linux-x86-64.so.2 (0x00007f6c)
                /out/lib/native/x.so:
                \tstatically linked
                """;

        assertThat(SharedLibraries.outside(Path.of("/out"), listed))
                .containsExactly(
                        Path.of("/lib/x86_64-linux-gnu/libz.so.1"),
                        Path.of("/lib64/ld-linux-x86-64.so.2"));
    }

    private Path write(String name, String text) throws IOException {
        Path file = home.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Map<String, byte[]> layout() throws IOException {
        Path file = directory.resolve("image.tar");
        OciImage.write(home, List.of(library), PORTS, file);
        Map<String, byte[]> layout = new LinkedHashMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(Files.newInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                layout.put(entry.getName(), tar.readAllBytes());
            }
        }
        return layout;
    }

    private static Map<String, TarArchiveEntry> entries(byte[] layer) throws IOException {
        Map<String, TarArchiveEntry> entries = new LinkedHashMap<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new ByteArrayInputStream(layer))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                assertThat(entries.put(entry.getName(), entry)).isNull();
            }
        }
        return entries;
    }

    private static JsonNode blob(Map<String, byte[]> layout, JsonNode descriptor) throws Exception {
        return json(bytes(layout, descriptor));
    }

    private static byte[] bytes(Map<String, byte[]> layout, JsonNode descriptor) throws Exception {
        String digest = descriptor.path("digest").asString();
        byte[] bytes = layout.get("blobs/" + digest.replace(':', '/'));
        assertThat(digest).isEqualTo("sha256:" + sha256(bytes));
        assertThat(descriptor.path("size").asLong()).isEqualTo(bytes.length);
        return bytes;
    }

    private static JsonNode json(byte[] text) {
        return new JsonMapper().readTree(text);
    }

    private static byte[] unzipped(byte[] bytes) throws IOException {
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
