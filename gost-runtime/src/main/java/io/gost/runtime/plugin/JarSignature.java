package io.gost.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Pattern SIGNATURE = Pattern.compile("(?i)META-INF/[^/]+\\.SF");

    /** Files that cannot be signed themselves. */
    private static final Pattern OF_SIGNATURES =
            Pattern.compile("(?i)META-INF/(MANIFEST\\.MF|[^/]+\\.(SF|DSA|RSA|EC)|SIG-[^/]*)");

    private JarSignature() {}

    /**
     * Compares every entry with its signed digest. Without this the JDK would notice when a class
     * is loaded, which may be in the middle of a connection; and never notice files that came or
     * went.
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
            boolean signed = false;
            List<String> others = new ArrayList<>();
            for (JarEntry entry : verifying.stream().toList()) {
                try (InputStream content = verifying.getInputStream(entry)) {
                    content.transferTo(OutputStream.nullOutputStream());
                }
                if (entry.getCodeSigners() != null) {
                    signed = true;
                } else if (!entry.isDirectory()
                        && !OF_SIGNATURES.matcher(entry.getName()).matches()) {
                    others.add(entry.getName());
                }
            }
            if (!signed) {
                return Optional.empty(); // to the JDK, which no longer trusts MD5 and the like
            }
            return others.isEmpty()
                    ? missing(verifying).map(name -> name + " is gone")
                    : Optional.of(others.getFirst() + " was added");
        } catch (SecurityException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** What the manifest has a digest of, and the jar has not. */
    private static Optional<String> missing(JarFile jar) throws IOException {
        return jar.getManifest().getEntries().entrySet().stream()
                .filter(
                        section ->
                                section.getValue().keySet().stream()
                                        .anyMatch(key -> key.toString().endsWith("-Digest")))
                .map(Map.Entry::getKey)
                .filter(name -> jar.getEntry(name) == null)
                .findFirst();
    }
}
