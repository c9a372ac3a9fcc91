package io.gost.plugin.socks5;

import io.gost.spi.Credentials;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.nio.charset.StandardCharsets;

/** The login that a connector sends (RFC 1929 §2), encoded once. */
final class Login {
    private final byte[] message;

    private Login(byte[] message) {
        this.message = message;
    }

    /**
     * Encodes credentials.
     *
     * @param credentials whose parts must fit a length of one byte
     * @param path where they stand in the configuration
     * @throws GostException of category {@code CONFIG} when they do not fit
     */
    static Login of(Credentials credentials, String path) {
        byte[] user = encode(credentials.username(), path + ".auth.username");
        byte[] password = encode(credentials.password().reveal(), path + ".auth.password");
        byte[] message = new byte[1 + 1 + user.length + 1 + password.length];
        message[0] = Socks5.LOGIN_VERSION;
        message[1] = (byte) user.length;
        System.arraycopy(user, 0, message, 2, user.length);
        message[2 + user.length] = (byte) password.length;
        System.arraycopy(password, 0, message, 3 + user.length, password.length);
        return new Login(message);
    }

    /** The message, to be written. */
    ByteBuf message(ByteBufAllocator allocator) {
        return allocator.buffer(message.length).writeBytes(message);
    }

    private static byte[] encode(String text, String path) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Socks5.MAX_LENGTH) {
            throw new GostException(
                    Category.CONFIG,
                    "%s: %d bytes long, socks5 carries at most 255".formatted(path, bytes.length));
        }
        return bytes;
    }
}
