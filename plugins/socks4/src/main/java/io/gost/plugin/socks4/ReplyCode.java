package io.gost.plugin.socks4;

import io.gost.spi.GostException.Category;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** The field CD of replies, and what each code means to the rest of the program. */
enum ReplyCode {
    GRANTED(90),
    FAILED(91),
    NOT_ALLOWED(92),
    USER_REFUSED(93);

    /** VN, CD, and a port and an address that mean something for BIND only. */
    static final int REPLY_LENGTH = 8;

    private final int code;

    ReplyCode(int code) {
        this.code = code;
    }

    /** What a client is told when its target cannot be reached. */
    static ReplyCode forConnect(Category failure) {
        return switch (failure) {
            case DENIED -> NOT_ALLOWED;
            // Of these, AUTHENTICATION is a proxy's on the way: this client's user id was fine.
            case AUTHENTICATION,
                    RESOLVE,
                    UNREACHABLE,
                    REFUSED,
                    TIMEOUT,
                    HANDSHAKE,
                    CONFIG,
                    PLUGIN,
                    LIMIT,
                    INTERNAL ->
                    FAILED;
        };
    }

    /** What a proxy's code other than {@link #GRANTED} means to us. */
    static Category category(int code) {
        if (code == NOT_ALLOWED.code) {
            return Category.DENIED;
        }
        return code == USER_REFUSED.code ? Category.AUTHENTICATION : Category.UNREACHABLE;
    }

    /** The byte CD. */
    int code() {
        return code;
    }

    /** The whole reply. */
    ByteBuf reply(ByteBufAllocator allocator) {
        return allocator
                .buffer(REPLY_LENGTH)
                .writeByte(Socks4.REPLY_VERSION)
                .writeByte(code)
                .writeZero(REPLY_LENGTH - 2);
    }
}
