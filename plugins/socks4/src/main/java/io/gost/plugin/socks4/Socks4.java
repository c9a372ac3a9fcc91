package io.gost.plugin.socks4;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

/** Constants of SOCKS4. */
final class Socks4 {
    /** Version of requests. */
    static final int VERSION = 4;

    /** Version of replies. */
    static final int REPLY_VERSION = 0;

    static final int CONNECT = 1;
    static final int BIND = 2;

    /** The longest user id and host name, as GOST has it; the protocol names no bound. */
    static final int MAX_LENGTH = 255;

    private Socks4() {}

    /** A peer broke the protocol. */
    static GostException malformed(String what) {
        return new GostException(Category.HANDSHAKE, "socks4 message with " + what);
    }
}
