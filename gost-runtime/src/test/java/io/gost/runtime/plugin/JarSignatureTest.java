package io.gost.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Signed jars, and what somebody has done to them since. */
final class JarSignatureTest {
    private static final byte[] BYTES = {1, 2, 3};

    @TempDir Path plugins;

    @TempDir static Path author;
    private static Path signed;

    @BeforeAll
    static void aSignedJar() throws Exception {
        signed = TestModule.handler("com.acme.signed", "signed").jar(author, "signed.jar");
        try (FileSystem zip = FileSystems.newFileSystem(signed)) {
            Files.createDirectories(zip.getPath("META-INF/licenses"));
            Files.writeString(zip.getPath("META-INF/licenses/LICENSE"), "Apache");
            Files.writeString(zip.getPath("META-INF/empty"), "");
        }
        Path keys = author.resolve("keys.p12");
        List<String> store = List.of("-keystore", keys.toString(), "-storepass", "secret");
        jdk(
                "keytool",
                List.of("-genkeypair", "-alias", "me", "-dname", "CN=me", "-keyalg", "EC"),
                store);
        jdk("jarsigner", store, List.of(signed.toString(), "me"));
    }

    private static void jdk(String tool, List<String> first, List<String> then) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
        command.addAll(first);
        command.addAll(then);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void aSignedJarThatWasTamperedWith() throws IOException {
        Path file =
                signedAndChanged(
                        zip -> {
                            Path provider = zip.getPath("com/acme/signed/HandlerProvider.class");
                            byte[] bytes = Files.readAllBytes(provider);
                            bytes[bytes.length - 1]++;
                            Files.write(provider, bytes);
                        });

        assertThat(lines())
                .containsExactly(
                        file
                                + ": was changed after it was signed: SHA-384 digest error for"
                                + " com/acme/signed/HandlerProvider.class; wanted what its author"
                                + " signed; get it again from its author");
    }

    @Test
    void aSignedJarWithAClassMore() throws IOException {
        Path file = signedAndChanged(zip -> Files.write(zip.getPath("com/acme/More.class"), BYTES));

        assertThat(lines())
                .containsExactly(
                        file
                                + ": was changed after it was signed: com/acme/More.class was"
                                + " added; wanted what its author signed; get it again from its"
                                + " author");
    }

    @Test
    void aSignedJarWithAClassLess() throws IOException {
        Path file =
                signedAndChanged(
                        zip -> Files.delete(zip.getPath("com/acme/signed/HandlerProvider.class")));

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(
                        file
                                + ": was changed after it was signed:"
                                + " com/acme/signed/HandlerProvider.class is gone; ");
    }

    @Test
    void aTamperedJarWhoseSignatureIsNamedInSmallLetters() throws IOException {
        Path file =
                signedAndChanged(
                        zip -> {
                            Files.move(
                                    zip.getPath("META-INF/ME.SF"), zip.getPath("META-INF/me.sf"));
                            Files.move(
                                    zip.getPath("META-INF/ME.EC"), zip.getPath("META-INF/me.ec"));
                            Files.write(
                                    zip.getPath("com/acme/signed/HandlerProvider.class"), BYTES);
                        });

        assertThat(lines())
                .singleElement()
                .asString()
                .startsWith(file + ": was changed after it was signed: SHA-384 digest error for ");
    }

    /** What someone does to the content of a jar. */
    private interface Change {
        void to(FileSystem zip) throws IOException;
    }

    private Path signedAndChanged(Change change) throws IOException {
        Path file = Files.copy(signed, plugins.resolve("signed.jar"));
        try (FileSystem zip = FileSystems.newFileSystem(file)) {
            change.to(zip);
        }
        return file;
    }

    @Test
    void aSignedJarThatIsAsItWasSigned() throws IOException {
        Files.copy(signed, plugins.resolve("signed.jar"));

        Plugins loaded = Plugins.load(List.of(plugins));

        assertThat(loaded.problems()).isEmpty();
        assertThat(loaded.handlers().types()).containsExactly("signed");
    }

    private List<String> lines() {
        return Plugins.load(List.of(plugins)).problems().stream().map(PluginProblem::line).toList();
    }
}
