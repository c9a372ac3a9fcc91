package io.gost.plugin.ws;

import org.jspecify.annotations.Nullable;

/** What a frame is (RFC 6455 §5.2). */
enum Opcode {
    CONTINUATION(0x0),
    TEXT(0x1),
    BINARY(0x2),
    CLOSE(0x8),
    PING(0x9),
    PONG(0xa);

    private static final @Nullable Opcode[] BY_CODE = new Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The opcode in the first byte of a frame, or {@code null} for a reserved one. */
    static @Nullable Opcode of(int firstByte) {
        return BY_CODE[firstByte & 0xf];
    }

    int code() {
        return code;
    }

    boolean isControl() {
        return code >= CLOSE.code;
    }
}
