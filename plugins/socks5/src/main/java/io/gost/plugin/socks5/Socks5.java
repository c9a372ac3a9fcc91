package io.gost.plugin.socks5;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;

/** Constants of RFC 1928 and RFC 1929, and GOST's own commands. */
final class Socks5 {
    /** Version of greeting, request and reply. */
    static final int VERSION = 5;

    /** Version of the login of RFC 1929 §2. */
    static final int LOGIN_VERSION = 1;

    /** The longest user name, password and host name: their length is one byte. */
    static final int MAX_LENGTH = 255;

    // Commands, RFC 1928 §4.
    static final int CONNECT = 0x01;
    static final int BIND = 0x02;
    static final int UDP_ASSOCIATE = 0x03;

    // GOST's commands. (RESOLVE and RESOLVE_PTR of Tor, 0xF0 and 0xF1, are unknown commands here.)
    static final int MUX_BIND = 0xF2;
    static final int UDP_TUNNEL = 0xF3;

    private Socks5() {}

    /** What a command is for, in front of its address. */
    static String purpose(int command) {
        return switch (command) {
            case BIND, MUX_BIND -> "listening on ";
            case UDP_ASSOCIATE, UDP_TUNNEL -> "datagrams at ";
            default -> "";
        };
    }

    /**
     * Looks at the first byte of a message.
     *
     * @throws GostException when it is not version 5, most likely because the peer speaks another
     *     protocol
     */
    static void requireVersion(ByteBuf in) {
        int version = in.getUnsignedByte(in.readerIndex());
        if (version != VERSION) {
            throw malformed("version %d instead of 5".formatted(version));
        }
    }

    /** A peer broke the protocol. */
    static GostException malformed(String what) {
        return new GostException(Category.HANDSHAKE, "socks5 message with " + what);
    }
}
