package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;

/** Compresses one message after the other, each on its own (RFC 7692 §7.2.1). */
final class MessageDeflater {
    /** What a flush ends with, and what does not travel: {@code 00 00 ff ff}. */
    private static final int TAIL_BYTES = 4;

    /** Room for what deflate adds to bytes that cannot be compressed. */
    private static final int SLACK = 64;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);

    /**
     * Compresses a message.
     *
     * @param allocator where the result comes from
     * @param message what to compress; stays the caller's
     * @return deflate data, owned by the caller
     */
    ByteBuf deflate(ByteBufAllocator allocator, ByteBuf message) {
        int length = message.readableBytes();
        ByteBuf out = allocator.ioBuffer(length + length / 1000 + SLACK);
        deflater.setInput(message.nioBuffer());
        boolean more = true;
        while (more) {
            out.ensureWritable(SLACK);
            ByteBuffer room = out.nioBuffer(out.writerIndex(), out.writableBytes());
            out.writerIndex(out.writerIndex() + deflater.deflate(room, Deflater.SYNC_FLUSH));
            more = !room.hasRemaining();
        }
        deflater.reset();
        return out.writerIndex(out.writerIndex() - TAIL_BYTES);
    }

    /** Frees its memory. */
    void end() {
        deflater.end();
    }
}
