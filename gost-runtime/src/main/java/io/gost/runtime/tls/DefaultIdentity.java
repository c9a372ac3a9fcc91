package io.gost.runtime.tls;

import io.gost.spi.GostException;

import org.slf4j.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The certificate of servers that were given none: {@code cert.pem} and {@code key.pem} of the
 * working directory, else the pair this or an earlier process generated and kept.
 *
 * <p>A generated certificate that has expired, or that does not say what the configuration does, is
 * generated anew. A pair that cannot be kept is used all the same.
 *
 * @param workingDirectory where {@code cert.pem} is looked for
 * @param keptIn where a generated pair is kept
 * @param wanted what a generated certificate says
 * @param clock tells whether a certificate has expired
 * @param logger told when a pair cannot be kept
 */
record DefaultIdentity(
        Path workingDirectory, Path keptIn, SelfSigned wanted, InstantSource clock, Logger logger) {
    /** Services that begin at the same time have one pair and not one each. */
    private static final Lock KEEPING = new ReentrantLock();

    private static final String CERT_FILE = "auto-ca-cert.pem";
    private static final String KEY_FILE = "auto-ca-key.pem";
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rw-------");

    /** What it depends on, whether it is there or not. */
    List<Path> files() {
        return List.of(
                workingDirectory.resolve("cert.pem"),
                workingDirectory.resolve("key.pem"),
                keptIn.resolve(CERT_FILE),
                keptIn.resolve(KEY_FILE));
    }

    /** Finds or makes it. Reads and writes files. */
    Identity load() {
        Path cert = workingDirectory.resolve("cert.pem");
        Path key = workingDirectory.resolve("key.pem");
        if (Files.exists(cert) && Files.exists(key)) {
            try {
                return Identity.read(cert, key);
            } catch (GostException e) {
                logger.warn("default certificate: {}", e.getMessage());
            }
        }
        KEEPING.lock();
        try {
            return keptOrMade();
        } finally {
            KEEPING.unlock();
        }
    }

    private Identity keptOrMade() {
        try {
            Identity kept = Identity.read(keptIn.resolve(CERT_FILE), keptIn.resolve(KEY_FILE));
            if (isGood(kept.chain().getFirst())) {
                return kept;
            }
        } catch (GostException e) {
            logger.debug("default certificate: {}", e.getMessage());
        }
        Identity made = wanted.generate(clock.instant());
        try {
            keep(made);
        } catch (IOException | CertificateEncodingException e) {
            logger.warn("default certificate: cannot be kept in {}: {}", keptIn, e.toString());
        }
        return made;
    }

    private boolean isGood(X509Certificate certificate) {
        Instant now = clock.instant();
        String subject = certificate.getSubjectX500Principal().getName();
        return certificate.getNotAfter().toInstant().isAfter(now)
                && subject.contains("CN=" + wanted.commonName())
                && subject.contains("O=" + wanted.organization());
    }

    private void keep(Identity identity) throws IOException, CertificateEncodingException {
        if (!Files.isDirectory(keptIn)) {
            Files.createDirectories(keptIn);
            restrict(keptIn, PosixFilePermissions.fromString("rwx------"));
        }
        // Another process that reads between the two finds that they do not belong together.
        replace(KEY_FILE, Pem.write("PRIVATE KEY", identity.key().getEncoded()));
        replace(CERT_FILE, Pem.write("CERTIFICATE", identity.chain().getFirst().getEncoded()));
    }

    /** Nobody ever reads half of it. */
    private void replace(String name, String text) throws IOException {
        Path written = Files.createTempFile(keptIn, name, ".new");
        try {
            restrict(written, PRIVATE);
            Files.writeString(written, text);
            Files.move(
                    written,
                    keptIn.resolve(name),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static void restrict(Path path, Set<PosixFilePermission> permissions)
            throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, permissions);
        }
    }
}
