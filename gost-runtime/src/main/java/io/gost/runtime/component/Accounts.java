package io.gost.runtime.component;

import io.gost.runtime.config.AuthConfig;
import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads the account of an {@code auth} block. */
public final class Accounts {
    private Accounts() {}

    /**
     * Reads an account that we present to somebody else.
     *
     * @param auth the block; with {@code file}, the first line of that file holds user and password
     * @return the credentials
     * @throws GostException of category {@code CONFIG} when the file cannot be read or holds no
     *     account
     */
    public static Credentials client(AuthConfig auth) {
        return auth.file().isEmpty()
                ? new Credentials(auth.username(), auth.password())
                : fromFile(auth.file());
    }

    private static Credentials fromFile(String file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(file));
        } catch (IOException | InvalidPathException e) {
            throw new GostException(
                    Category.CONFIG,
                    "file " + file + " cannot be read: " + e.getClass().getSimpleName(),
                    e);
        }
        for (String line : lines) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                String[] parts = text.split(" ", 2);
                return Credentials.of(parts[0], parts.length > 1 ? parts[1].strip() : "");
            }
        }
        throw new GostException(
                Category.CONFIG, "file " + file + " holds no account; wanted: user password");
    }
}
