package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/**
 * Whether a signed jar is still what was signed. Who signed it is no question here: a list of
 * checksums answers that for unsigned jars too.
 */
final class JarSignature {
    private static final Pattern SIGNATURE = Pattern.compile("META-INF/[^/]+\\.SF");

    private JarSignature() {}

    /**
     * Compares every entry with its signed digest. Without this the JDK would notice when a class
     * is loaded, which may be in the middle of a connection.
     *
     * @param jar open, and not verifying
     * @param file the same
     * @return what is wrong; empty for a jar that is as it was signed, or not signed at all
     */
    static Optional<String> damage(JarFile jar, Path file) throws IOException {
        if (jar.stream().noneMatch(entry -> SIGNATURE.matcher(entry.getName()).matches())) {
            return Optional.empty();
        }
        try (JarFile verifying =
                new JarFile(file.toFile(), true, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            for (JarEntry entry : verifying.stream().toList()) {
                try (InputStream content = verifying.getInputStream(entry)) {
                    content.transferTo(OutputStream.nullOutputStream());
                }
            }
            return Optional.empty();
        } catch (SecurityException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
