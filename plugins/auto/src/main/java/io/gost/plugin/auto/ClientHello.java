package io.gost.plugin.auto;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The handshake message that opens TLS (RFC 8446 §4.1.2), as far as the server name. */
final class ClientHello {
    /** The longest one that is waited for. */
    static final int MAX_LENGTH = 64 * 1024;

    private static final int HEADER = 4;
    private static final int TYPE_CLIENT_HELLO = 1;
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int EXTENSION_SERVER_NAME = 0;
    private static final int NAME_TYPE_HOST = 0;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");

    private ClientHello() {}

    /**
     * Whether a ClientHello is all there.
     *
     * @param message what has arrived of it
     * @throws GostException of category {@code HANDSHAKE} when it is another message, {@code LIMIT}
     *     when it is going to be too long
     */
    static boolean isComplete(ByteBuf message) {
        if (message.readableBytes() < HEADER) {
            return false;
        }
        int type = message.getUnsignedByte(0);
        if (type != TYPE_CLIENT_HELLO) {
            throw malformed("handshake type is " + type);
        }
        int length = HEADER + message.getUnsignedMedium(1);
        if (length > MAX_LENGTH) {
            throw new GostException(
                    Category.LIMIT,
                    "client's TLS ClientHello has %d bytes; %d at most"
                            .formatted(length, MAX_LENGTH));
        }
        return message.readableBytes() >= length;
    }

    /**
     * Finds the server name.
     *
     * @param message a complete ClientHello, possibly with more behind it
     * @return the name (RFC 6066 §3), or the empty text when there is none
     * @throws GostException of category {@code HANDSHAKE} when this is not well-formed
     */
    static String serverName(ByteBuf message) {
        ByteBuf body = message.slice(HEADER, message.getUnsignedMedium(1));
        require(body, VERSION_AND_RANDOM);
        body.skipBytes(VERSION_AND_RANDOM);
        vector8(body); // session id
        vector16(body); // cipher suites
        vector8(body); // compression methods
        return body.isReadable() ? serverNameIn(vector16(body)) : "";
    }

    private static String serverNameIn(ByteBuf extensions) {
        while (extensions.isReadable()) {
            require(extensions, 2);
            int type = extensions.readUnsignedShort();
            ByteBuf data = vector16(extensions);
            if (type == EXTENSION_SERVER_NAME) {
                return hostIn(vector16(data));
            }
        }
        return "";
    }

    private static String hostIn(ByteBuf names) {
        while (names.isReadable()) {
            int type = names.readUnsignedByte();
            String name = vector16(names).toString(StandardCharsets.ISO_8859_1);
            if (type == NAME_TYPE_HOST) {
                if (!HOST.matcher(name).matches()) {
                    throw malformed("server name is not a host name");
                }
                return name;
            }
        }
        return "";
    }

    private static ByteBuf vector8(ByteBuf in) {
        require(in, 1);
        int length = in.readUnsignedByte();
        require(in, length);
        return in.readSlice(length);
    }

    private static ByteBuf vector16(ByteBuf in) {
        require(in, 2);
        int length = in.readUnsignedShort();
        require(in, length);
        return in.readSlice(length);
    }

    private static void require(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw malformed("a length points beyond its end");
        }
    }

    private static GostException malformed(String what) {
        return new GostException(Category.HANDSHAKE, "client's TLS ClientHello: " + what);
    }
}
