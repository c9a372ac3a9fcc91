package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/**
 * Takes the body of one message off a stream of bytes, piece by piece, without the chunks' own
 * lines. Never holds a byte: pieces are slices of what was received.
 */
final class BodyReader {
    private static final int LONGEST_CHUNK_LINE = 4096;
    private static final int MOST_HEX_DIGITS = 15;

    private final Framing framing;
    private final HeadReader trailerReader = new HeadReader(HeadKind.TRAILERS);
    private @Nullable Head trailers;
    private Step step;
    private long remaining;

    /** Where in the body we are: chunk size → data → data end → chunk size … → trailers → done. */
    private enum Step {
        CHUNK_SIZE,
        DATA,
        DATA_END,
        TRAILERS,
        DONE
    }

    BodyReader(Framing framing) {
        this.framing = framing;
        this.remaining =
                framing.kind() == Framing.Kind.UNTIL_END ? Long.MAX_VALUE : framing.length();
        this.step =
                switch (framing.kind()) {
                    case NONE -> Step.DONE;
                    case LENGTH, UNTIL_END -> Step.DATA;
                    case CHUNKED -> Step.CHUNK_SIZE;
                };
    }

    Framing framing() {
        return framing;
    }

    /** Whether the whole body has been taken. Never, for a body that ends with the connection. */
    boolean isComplete() {
        return step == Step.DONE;
    }

    /** The fields behind a chunked body that is complete, {@code null} when there are none. */
    @Nullable Head trailers() {
        return trailers;
    }

    /** Whether a buffer holds everything that is left of a body of known length. */
    boolean fitsIn(ByteBuf in) {
        return framing.kind() == Framing.Kind.LENGTH && remaining <= in.readableBytes();
    }

    /**
     * Copies the rest of the body, which {@link #fitsIn} the buffer.
     *
     * @param in unread bytes
     * @param out gets the body
     */
    void copyRest(ByteBuf in, ByteBuf out) {
        out.writeBytes(in, (int) remaining);
        remaining = 0;
        step = Step.DONE;
    }

    /** How many bytes are left of a body of known length. */
    long remaining() {
        return remaining;
    }

    /**
     * Takes the next piece.
     *
     * @param in unread bytes
     * @return a piece of at least one byte, owned by the caller; {@code null} when the body is
     *     complete or the bytes do not suffice
     * @throws BadMessage when the chunks are malformed
     */
    @Nullable ByteBuf next(ByteBuf in) {
        while (step != Step.DATA) {
            boolean goOn =
                    switch (step) {
                        case CHUNK_SIZE -> readChunkSize(in);
                        case DATA_END -> readDataEnd(in);
                        case TRAILERS -> readTrailers(in);
                        case DATA, DONE -> false;
                    };
            if (!goOn) {
                return null;
            }
        }
        return in.isReadable() ? readData(in) : null;
    }

    private ByteBuf readData(ByteBuf in) {
        int size = (int) Math.min(remaining, in.readableBytes());
        if (framing.kind() != Framing.Kind.UNTIL_END) {
            remaining -= size;
            if (remaining == 0) {
                step = framing.isChunked() ? Step.DATA_END : Step.DONE;
            }
        }
        return in.readRetainedSlice(size);
    }

    private boolean readChunkSize(ByteBuf in) {
        int start = in.readerIndex();
        int limit = Math.min(in.writerIndex(), start + LONGEST_CHUNK_LINE);
        int feed = in.indexOf(start, limit, (byte) '\n');
        if (feed < 0) {
            if (limit - start == LONGEST_CHUNK_LINE) {
                throw BadMessage.malformed("chunk line too long");
            }
            return false;
        }
        if (feed == start || in.getByte(feed - 1) != '\r') {
            throw BadMessage.malformed("chunk line without carriage return");
        }
        remaining = chunkSize(in, start, feed - 1);
        in.readerIndex(feed + 1);
        step = remaining == 0 ? Step.TRAILERS : Step.DATA;
        return true;
    }

    /** Hexadecimal digits, then nothing or an extension (RFC 9112 §7.1.1), which is dropped. */
    private static long chunkSize(ByteBuf in, int from, int to) {
        long size = 0;
        int at = from;
        for (; at < to; at++) {
            int digit = Character.digit(in.getByte(at), 16);
            if (digit < 0) {
                break;
            }
            size = size << 4 | digit;
            if (at - from >= MOST_HEX_DIGITS) {
                throw BadMessage.malformed("chunk size of more than 15 digits");
            }
        }
        if (at == from) {
            throw BadMessage.malformed("chunk without a size");
        }
        while (at < to && (in.getByte(at) == ' ' || in.getByte(at) == '\t')) {
            at++;
        }
        if (at < to && in.getByte(at) != ';') {
            throw BadMessage.malformed(
                    "chunk size with something else than an extension behind it");
        }
        for (; at < to; at++) {
            if (!HeadParser.isText(in.getByte(at))) {
                throw BadMessage.malformed("chunk extension with a control character");
            }
        }
        return size;
    }

    private boolean readDataEnd(ByteBuf in) {
        int seen = Math.min(in.readableBytes(), HeadBuilder.CRLF.length);
        for (int i = 0; i < seen; i++) {
            if (in.getByte(in.readerIndex() + i) != HeadBuilder.CRLF[i]) {
                throw BadMessage.malformed("chunk longer than its size");
            }
        }
        if (seen < HeadBuilder.CRLF.length) {
            return false;
        }
        in.skipBytes(seen);
        step = Step.CHUNK_SIZE;
        return true;
    }

    private boolean readTrailers(ByteBuf in) {
        Head head = trailerReader.read(in);
        if (head == null) {
            return false;
        }
        trailers = head.fields() == 0 ? null : head;
        step = Step.DONE;
        return true;
    }
}
