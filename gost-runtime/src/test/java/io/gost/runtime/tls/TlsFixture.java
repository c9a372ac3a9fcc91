package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

import org.jspecify.annotations.Nullable;
import org.slf4j.helpers.NOPLogger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

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

    private static Path directory() {
        try {
            Path directory = Files.createTempDirectory("gost-tls");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
