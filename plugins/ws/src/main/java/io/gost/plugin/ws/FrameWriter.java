package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * Writes frames: a client's are masked and of bounded length, a server's are as long as the
 * message.
 */
final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MASK = 0x80;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;
    private static final int MAX_UNSIGNED_SHORT = 0xffff;

    private final Role role;
    private final int fragmentSize;
    private final Masking masking = new Masking();

    /**
     * Prepares for one connection.
     *
     * @param role who we are
     * @param fragmentSize the longest payload of a client's frame
     */
    FrameWriter(Role role, int fragmentSize) {
        this.role = role;
        this.fragmentSize = fragmentSize;
    }

    /** The header of a server's message. */
    ByteBuf head(ByteBufAllocator allocator, int length, boolean compressed) {
        ByteBuf out = allocator.ioBuffer(FrameHead.MAX_BYTES);
        writeHead(out, first(Opcode.BINARY, compressed) | FIN, length);
        return out;
    }

    /**
     * A whole message in one new buffer. Masking while copying costs no more than masking alone,
     * needs one buffer for all fragments and their headers, and leaves the message as it is, which
     * may not be ours alone.
     *
     * @param allocator where the buffer comes from
     * @param message the message; stays the caller's
     * @param compressed whether it is
     * @return the frames
     */
    ByteBuf message(ByteBufAllocator allocator, ByteBuf message, boolean compressed) {
        int length = message.readableBytes();
        int fragments = role == Role.SERVER ? 1 : Math.max(1, Math.ceilDiv(length, fragmentSize));
        ByteBuf out = allocator.ioBuffer(Math.addExact(length, fragments * FrameHead.MAX_BYTES));
        int first = first(Opcode.BINARY, compressed);
        int from = message.readerIndex();
        int rest = length;
        for (int i = 1; i <= fragments; i++) {
            int size = i == fragments ? rest : fragmentSize;
            writeFrame(out, i == fragments ? first | FIN : first, message, from, size);
            from += size;
            rest -= size;
            first = Opcode.CONTINUATION.code();
        }
        return out;
    }

    /**
     * A control frame.
     *
     * @param allocator where the buffer comes from
     * @param opcode which one
     * @param payload up to 125 bytes; stays the caller's
     * @return the frame
     */
    ByteBuf control(ByteBufAllocator allocator, Opcode opcode, ByteBuf payload) {
        int length = payload.readableBytes();
        ByteBuf out = allocator.ioBuffer(length + FrameHead.MAX_BYTES);
        writeFrame(out, FIN | opcode.code(), payload, payload.readerIndex(), length);
        return out;
    }

    private void writeFrame(ByteBuf out, int first, ByteBuf payload, int from, int length) {
        writeHead(out, first, length);
        if (role == Role.SERVER) {
            out.writeBytes(payload, from, length);
            return;
        }
        int key = masking.nextKey();
        out.writeInt(key);
        int to = out.writerIndex();
        Masking.apply(payload, from, out, to, length, key);
        out.writerIndex(to + length);
    }

    private void writeHead(ByteBuf out, int first, int length) {
        int mask = role == Role.CLIENT ? MASK : 0;
        out.writeByte(first);
        if (length < TWO_BYTES) {
            out.writeByte(mask | length);
        } else if (length <= MAX_UNSIGNED_SHORT) {
            out.writeByte(mask | TWO_BYTES).writeShort(length);
        } else {
            out.writeByte(mask | EIGHT_BYTES).writeLong(length);
        }
    }

    private static int first(Opcode opcode, boolean compressed) {
        return compressed ? opcode.code() | RSV1 : opcode.code();
    }
}
