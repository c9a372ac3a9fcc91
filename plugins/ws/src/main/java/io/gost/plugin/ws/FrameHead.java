package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

import java.util.StringJoiner;

/**
 * The header of a frame (RFC 6455 §5.2) as it arrives, in as many pieces as it likes. It is checked
 * after its first two bytes, so that nothing is waited for that a broken peer announced.
 */
final class FrameHead {
    /** The longest payload of a control frame. */
    static final int MAX_CONTROL = 125;

    /** The longest header. */
    static final int MAX_BYTES = 14;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2 = 0x20;
    private static final int RSV3 = 0x10;
    private static final int MASK = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Role role;
    private final boolean compression;
    private final byte[] bytes = new byte[MAX_BYTES];
    private int count;
    private int wanted = 2;
    private Opcode opcode = Opcode.CONTINUATION;
    private boolean inMessage;

    /**
     * Prepares for the first frame.
     *
     * @param role who we are
     * @param compression whether messages may be compressed
     */
    FrameHead(Role role, boolean compression) {
        this.role = role;
        this.compression = compression;
    }

    /**
     * Takes what there is of a header.
     *
     * @return whether it is complete
     * @throws FrameViolation when no frame of this connection may look like that
     */
    boolean read(ByteBuf in) {
        while (in.isReadable()) {
            bytes[count++] = in.readByte();
            if (count == 2) {
                check();
                wanted = 2 + lengthBytes() + (isMasked() ? Integer.BYTES : 0);
            }
            if (count == wanted) {
                count = 0;
                wanted = 2;
                return true;
            }
        }
        return false;
    }

    /** Whether nothing of a header has been read and no message is unfinished. */
    boolean isBetweenMessages() {
        return count == 0 && !inMessage;
    }

    /** What the frame is; a continuation too. */
    Opcode opcode() {
        return opcode;
    }

    boolean isFinal() {
        return (bytes[0] & FIN) != 0;
    }

    /** Whether a compressed message begins here. */
    boolean isCompressed() {
        return (bytes[0] & RSV1) != 0;
    }

    boolean isMasked() {
        return (bytes[1] & MASK) != 0;
    }

    /** The payload's length in bytes. */
    long length() {
        int lengthBytes = lengthBytes();
        if (lengthBytes == 0) {
            return bytes[1] & 0x7f;
        }
        long length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            length = (length << Byte.SIZE) | (bytes[2 + i] & 0xff);
        }
        if (length < 0) {
            throw new FrameViolation("length of 2^63 or more");
        }
        return length;
    }

    /** The key of a masked payload. */
    int key() {
        int key = 0;
        int at = 2 + lengthBytes();
        for (int i = at; i < at + Integer.BYTES; i++) {
            key = (key << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return key;
    }

    private int lengthBytes() {
        return switch (bytes[1] & 0x7f) {
            case TWO_BYTES -> Short.BYTES;
            case EIGHT_BYTES -> Long.BYTES;
            default -> 0;
        };
    }

    /** All that is wrong with the first two bytes, in GOST's words, which the peer is told. */
    private void check() {
        Opcode seen = Opcode.of(bytes[0]);
        StringJoiner wrong = new StringJoiner(", ");
        if (isCompressed() && !mayBeCompressed(seen)) {
            wrong.add("RSV1 set");
        }
        if ((bytes[0] & RSV2) != 0) {
            wrong.add("RSV2 set");
        }
        if ((bytes[0] & RSV3) != 0) {
            wrong.add("RSV3 set");
        }
        switch (seen) {
            case CLOSE, PING, PONG -> checkControl(wrong);
            case TEXT, BINARY -> {
                if (inMessage) {
                    wrong.add("data before FIN");
                }
            }
            case CONTINUATION -> {
                if (!inMessage) {
                    wrong.add("continuation after FIN");
                }
            }
            case null -> wrong.add("bad opcode " + (bytes[0] & 0xf));
        }
        if (isMasked() != (role == Role.SERVER)) {
            wrong.add("bad MASK");
        }
        if (seen == null || wrong.length() > 0) {
            throw new FrameViolation(wrong.toString());
        }
        opcode = seen;
        if (!seen.isControl()) {
            inMessage = !isFinal();
        }
    }

    private boolean mayBeCompressed(@Nullable Opcode seen) {
        return compression && (seen == Opcode.TEXT || seen == Opcode.BINARY);
    }

    private void checkControl(StringJoiner wrong) {
        if ((bytes[1] & 0x7f) > MAX_CONTROL) {
            wrong.add("len > 125 for control");
        }
        if (!isFinal()) {
            wrong.add("FIN not set on control");
        }
    }
}
