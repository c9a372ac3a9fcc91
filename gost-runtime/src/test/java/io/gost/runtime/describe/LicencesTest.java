package io.gost.runtime.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** Where a licence is looked for. */
final class LicencesTest {
    @TempDir Path plugin;

    @BeforeEach
    void otherFilesAreThereToo() throws IOException {
        Files.createDirectories(plugin.resolve("META-INF/deeper"));
        Files.writeString(plugin.resolve("META-INF/deeper/LICENSE"), "of something else");
        Files.writeString(plugin.resolve("README"), "no licence");
    }

    @Test
    void inMetaInfOfAnExplodedModule() throws IOException {
        Files.writeString(plugin.resolve("META-INF/LICENSE"), "\n Apache License\nVersion 2.0\n");

        assertThat(Licences.of(plugin)).containsExactly("META-INF/LICENSE: Apache License");
    }

    @Test
    void besideTheJarsOfADirectoryAndWithinThem() throws IOException {
        Files.writeString(plugin.resolve("licence.txt"), "MIT");
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(plugin.resolve("x.jar")))) {
            jar.putNextEntry(new ZipEntry("META-INF/COPYING"));
            jar.write("GPL".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }

        assertThat(Licences.of(plugin))
                .containsExactly("licence.txt: MIT", "x.jar META-INF/COPYING: GPL");
    }

    @Test
    void nowhere() throws IOException {
        assertThat(Licences.of(plugin)).isEmpty();
    }
}
