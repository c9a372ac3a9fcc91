package io.gost.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;

class PemTest {
    @TempDir private Path directory;

    @Test
    void olderKeyFormatsAreTheSameKeysAsPkcs8() throws IOException {
        assertThat(Pem.privateKey("keyFile", copy("rsa-pkcs1.pem")))
                .isEqualTo(Pem.privateKey("keyFile", copy("rsa-pkcs8.pem")));
        assertThat((ECPrivateKey) Pem.privateKey("keyFile", copy("ec-sec1.pem")))
                .extracting(ECPrivateKey::getS)
                .isEqualTo(((ECPrivateKey) Pem.privateKey("keyFile", copy("ec-pkcs8.pem"))).getS());
    }

    @Test
    void edwardsKeysAreRead() throws IOException {
        assertThat(Pem.privateKey("keyFile", copy("ed25519.pem")).getAlgorithm())
                .isEqualTo("EdDSA");
    }

    @ParameterizedTest
    @CsvSource({"encrypted.pem", "encrypted-pkcs1.pem"})
    void encryptedKeysAreRefused(String name) throws IOException {
        refuses(copy(name), "is encrypted; wanted a key without a passphrase");
    }

    @Test
    void filesWithoutAKeyAreRefused() throws IOException {
        Path empty = Files.createFile(directory.resolve("empty.pem"));
        refuses(empty, "has no private key in PEM form");
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Pem.certificates("caFile", empty))
                .withMessage("caFile \"" + empty + "\" has no certificate in PEM form");
    }

    @Test
    void filesThatAreNotThereAreRefused() {
        refuses(directory.resolve("nowhere.pem"), "cannot be read: no such file");
    }

    @Test
    void hugeFilesAreRefused() throws IOException {
        Path huge = Files.write(directory.resolve("huge.pem"), new byte[(1 << 20) + 1]);
        refuses(huge, "is larger than 1 MiB");
    }

    @Test
    void brokenContentIsRefused() throws IOException {
        Path broken =
                Files.writeString(
                        directory.resolve("broken.pem"), Pem.write("PRIVATE KEY", new byte[40]));
        refuses(broken, "is not a key of EC, RSA, Ed25519");
        Path certificate =
                Files.writeString(
                        directory.resolve("cert.pem"), Pem.write("CERTIFICATE", new byte[40]));
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Pem.certificates("certFile", certificate))
                .withMessageContaining("has a certificate that cannot be read");
    }

    @Test
    void aPairThatDoesNotMatchIsRefused() throws Exception {
        Identity other = new SelfSigned("a", "b", Duration.ofDays(1)).generate(Instant.now());
        Path cert =
                Files.writeString(
                        directory.resolve("cert.pem"),
                        Pem.write("CERTIFICATE", other.chain().getFirst().getEncoded()));
        for (String name : new String[] {"rsa-pkcs1.pem", "ec-sec1.pem", "ed25519.pem"}) {
            Path key = copy(name);
            assertThatExceptionOfType(GostException.class)
                    .isThrownBy(() -> Identity.read(cert, key))
                    .withMessage(
                            "keyFile \"%s\" is not the key of the first certificate in \"%s\""
                                    .formatted(key, cert));
        }
    }

    private static void refuses(Path file, String message) {
        assertThatExceptionOfType(GostException.class)
                .isThrownBy(() -> Pem.privateKey("keyFile", file))
                .withMessage("keyFile \"" + file + "\" " + message)
                .satisfies(e -> assertThat(e.category()).isEqualTo(Category.CONFIG));
    }

    private Path copy(String name) throws IOException {
        try (InputStream in = PemTest.class.getResourceAsStream(name)) {
            return Files.write(directory.resolve(name), in.readAllBytes());
        }
    }
}
