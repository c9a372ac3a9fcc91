package io.gost.plugin.relay;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;
import io.netty.buffer.ByteBuf;

/** Numbers of the protocol. */
final class RelayProtocol {
    /** What the other side is called in messages. */
    static final String SERVER = "relay server";

    static final int VERSION = 1;

    /** VERSION, command or status, and the length of the features. */
    static final int HEADER_LENGTH = 4;

    // Commands, in the low bits of their byte. ASSOCIATE is the router handler's.
    static final int LEGACY_CONNECT = 0x00;
    static final int CONNECT = 0x01;
    static final int BIND = 0x02;
    static final int COMMAND_MASK = 0x0F;

    /** Old programs say with it what the network feature says. */
    static final int UDP_FLAG = 0x80;

    private RelayProtocol() {}

    /**
     * Looks at the first byte of a message.
     *
     * @throws GostException when it is another version, most likely another protocol
     */
    static void requireVersion(ByteBuf in) {
        int version = in.getUnsignedByte(in.readerIndex());
        if (version != VERSION) {
            throw malformed("version %d instead of 1".formatted(version));
        }
    }

    /** A server left before it answered. */
    static GostException noAnswer(Target asked) {
        return new GostException(
                Category.HANDSHAKE, SERVER + " closed without an answer for " + asked);
    }

    /** A peer broke the protocol. */
    static GostException malformed(String what) {
        return new GostException(Category.HANDSHAKE, "relay message with " + what);
    }
}
