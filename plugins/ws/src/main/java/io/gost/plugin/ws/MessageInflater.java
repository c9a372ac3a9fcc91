package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Inflates one message after the other, piece by piece (RFC 7692 §7.2.2). */
final class MessageInflater {
    private static final int CHUNK = 16 << 10;

    /** What the sender's flush ended with and what did not travel. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private final Inflater inflater = new Inflater(true);
    private boolean inPiece;
    private boolean inTail;

    /**
     * Inflates the next chunk.
     *
     * @param allocator where it comes from
     * @param piece what is being inflated, the same one until there is no more; stays the caller's
     * @return up to 16 KiB, owned by the caller; {@code null} when the piece is used up
     * @throws DataFormatException when it is not deflate data
     */
    @Nullable ByteBuf next(ByteBufAllocator allocator, CompressedPiece piece)
            throws DataFormatException {
        if (!inPiece) {
            inPiece = true;
            inflater.setInput(piece.bytes().nioBuffer());
        }
        ByteBuf out = allocator.ioBuffer(CHUNK);
        try {
            ByteBuffer room = out.nioBuffer(0, CHUNK);
            while (inflate(room) == 0 && goOn(piece)) {
                // There may be output at once, or only after more input.
            }
            if (room.position() > 0) {
                return out.writerIndex(room.position()).retain();
            }
            inPiece = false;
            return null;
        } finally {
            out.release();
        }
    }

    /** Frees its memory. */
    void end() {
        inflater.end();
    }

    private int inflate(ByteBuffer room) throws DataFormatException {
        int count = inflater.inflate(room);
        if (inflater.needsDictionary()) {
            throw new DataFormatException("dictionary");
        }
        return count;
    }

    /** Gives the inflater what comes next; whether there is anything. */
    private boolean goOn(CompressedPiece piece) {
        if (inflater.finished()) {
            // §7.2.3.5: a message may end a deflate stream; another one may follow in it.
            ByteBuffer rest = piece.bytes().nioBuffer();
            int remaining = inflater.getRemaining();
            inflater.reset();
            if (!inTail && remaining > 0) {
                inflater.setInput(rest.position(rest.limit() - remaining));
                return true;
            }
        }
        if (piece.end() && !inTail) {
            inTail = true;
            inflater.setInput(TAIL);
            return true;
        }
        if (inTail) {
            inTail = false;
            inflater.reset();
        }
        return false;
    }
}
