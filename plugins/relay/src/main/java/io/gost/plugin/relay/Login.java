package io.gost.plugin.relay;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;

/** The user feature, encoded once for all requests of a connector. */
final class Login {
    private static final int LONGEST = 255;

    private final byte[] user;
    private final byte[] password;

    private Login(byte[] user, byte[] password) {
        this.user = user;
        this.password = password;
    }

    /**
     * Encodes credentials.
     *
     * @param credentials whose parts must fit a length of one byte
     * @param path where they stand in the configuration
     * @throws GostException of category {@code CONFIG} when they do not fit
     */
    static Login of(Credentials credentials, String path) {
        return new Login(
                encode(credentials.username(), path + ".auth.username"),
                encode(credentials.password().reveal(), path + ".auth.password"));
    }

    /** Writes the feature. */
    void write(ByteBuf out) {
        Features.writeCredentials(out, user, password);
    }

    private static byte[] encode(String text, String path) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > LONGEST) {
            throw new GostException(
                    Category.CONFIG,
                    "%s: %d bytes long, relay carries at most 255".formatted(path, bytes.length));
        }
        return bytes;
    }
}
