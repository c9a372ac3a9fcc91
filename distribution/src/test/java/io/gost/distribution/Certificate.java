package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A certificate that is its own authority, and its key, in PEM files made by openssl. */
record Certificate(Path file, Path key) {

    static Certificate of(String name, Path directory) throws IOException, InterruptedException {
        Path file = Files.createTempFile(directory, name, ".pem");
        Path key = Path.of(file + ".key");
        Command.Result made =
                Command.tool("openssl", "req", "-x509", "-nodes", "-newkey", "ec")
                        .with("-pkeyopt", "ec_paramgen_curve:prime256v1")
                        .with("-subj", "/CN=" + name, "-addext", "subjectAltName=DNS:" + name)
                        .with("-keyout", key.toString(), "-out", file.toString())
                        .run();
        assertThat(made.status()).as(made.err()).isZero();
        return new Certificate(file, key);
    }

    /** Parameters of a URL that make this the certificate shown. */
    String asOwn() {
        return "certFile=" + file + "&keyFile=" + key;
    }

    /** Parameters of a URL that make this the authority believed. */
    String asAuthority() {
        return "caFile=" + file;
    }
}
