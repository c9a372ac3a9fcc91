package io.gost.runtime.config.check;

import io.gost.runtime.config.TlsConfig;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Certificate and key files can be read. */
final class FileCheck implements Check {
    @Override
    public void visit(Record object, String path, Findings findings) {
        if (object instanceof TlsConfig tls) {
            check(tls.certFile(), path + ".certFile", findings);
            check(tls.keyFile(), path + ".keyFile", findings);
            check(tls.caFile(), path + ".caFile", findings);
        }
    }

    private static void check(String file, String path, Findings findings) {
        if (!file.isEmpty() && !isReadable(file)) {
            findings.error(path, "\"%s\" is not a file that can be read".formatted(file));
        }
    }

    private static boolean isReadable(String file) {
        try {
            return Files.isReadable(Path.of(file));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
