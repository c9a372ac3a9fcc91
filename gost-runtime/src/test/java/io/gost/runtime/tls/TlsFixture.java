package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.runtime.config.TlsOptionsConfig;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** TLS with directories of its own. */
final class TlsFixture {
    private static final Path DIRECTORY = directory();

    private TlsFixture() {}

    static Tls tls(TlsEngine engine) {
        return new Tls(null, engine, DIRECTORY, DIRECTORY.resolve("kept"), NOPLogger.NOP_LOGGER);
    }

    static TlsServer server(TlsEngine engine, @Nullable TlsConfig block) {
        return tls(engine).server(block);
    }

    static TlsClient client(TlsEngine engine, @Nullable TlsConfig block) {
        return tls(engine).client(block, "");
    }

    /** A {@code tls:} block to be filled in. */
    static Block block() {
        return new Block();
    }

    /** Writes a new identity of that name to two files, which may be there already. */
    static Identity write(String name, Path cert, Path key) {
        Identity made =
                new SelfSigned(name, "Test", Duration.ofDays(2))
                        .generate(Instant.now().minus(Duration.ofDays(1)));
        try {
            Files.writeString(cert, Pem.write("CERTIFICATE", made.chain().getFirst().getEncoded()));
            Files.writeString(key, Pem.write("PRIVATE KEY", made.key().getEncoded()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        }
    }

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("gost-tls");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Block {
        private String certFile = "";
        private String keyFile = "";
        private String caFile = "";
        private boolean secure;
        private String serverName = "";
        private @Nullable TlsOptionsConfig options;
        private boolean rejectUnknownSni;
        private List<String> serverNames = List.of();

        Block certificate(Path cert, Path key) {
            certFile = cert.toString();
            keyFile = key.toString();
            return this;
        }

        Block ca(Path file) {
            caFile = file.toString();
            return this;
        }

        Block secure(String name) {
            secure = true;
            serverName = name;
            return this;
        }

        Block serverName(String name) {
            serverName = name;
            return this;
        }

        Block options(TlsOptionsConfig value) {
            options = value;
            return this;
        }

        Block versions(String min, String max) {
            return options(new TlsOptionsConfig(min, max, List.of(), List.of()));
        }

        Block alpn(String... protocols) {
            return options(new TlsOptionsConfig("", "", List.of(), List.of(protocols)));
        }

        Block onlyNames(String... names) {
            rejectUnknownSni = true;
            serverNames = List.of(names);
            return this;
        }

        TlsConfig build() {
            return new TlsConfig(
                    certFile,
                    keyFile,
                    caFile,
                    secure,
                    serverName,
                    options,
                    Duration.ZERO,
                    "",
                    "",
                    rejectUnknownSni,
                    serverNames);
        }
    }
}
