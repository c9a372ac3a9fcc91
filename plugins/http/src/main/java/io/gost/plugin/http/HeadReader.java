package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;

import org.jspecify.annotations.Nullable;

/**
 * Finds one header section after another in a stream of bytes, within bounds.
 *
 * <p>Bytes of an unfinished section stay in the buffer; each of them is looked at once, however
 * small the pieces it arrives in.
 */
final class HeadReader {
    /** The longest header section, with its start line, in bytes. */
    static final int MAX_BYTES = 64 * 1024;

    /** The most fields in a header section. */
    static final int MAX_FIELDS = 256;

    private static final byte LF = '\n';

    private final HeadKind kind;
    private int scanned;
    private int lineStart;
    private int lines;

    HeadReader(HeadKind kind) {
        this.kind = kind;
    }

    /**
     * Takes the next header section off a buffer.
     *
     * @param in unread bytes, those of an unfinished section first
     * @return the section, or {@code null} when its end has not come yet
     * @throws BadMessage when it is malformed or too large
     */
    @Nullable Head read(ByteBuf in) {
        int start = in.readerIndex();
        int limit = Math.min(in.writerIndex(), start + MAX_BYTES);
        while (true) {
            int feed = in.indexOf(start + scanned, limit, LF);
            if (feed < 0) {
                return await(in, start, limit);
            }
            int length = lineLength(in, start + lineStart, feed);
            scanned = feed + 1 - start;
            lineStart = scanned;
            if (length > 0) {
                countLine();
            } else if (lines > 0 || !kind.hasStartLine()) {
                return take(in);
            } else {
                // RFC 9112 §2.2: empty lines in front of a start line are skipped.
                in.skipBytes(scanned);
                start = in.readerIndex();
                limit = Math.min(in.writerIndex(), start + MAX_BYTES);
                reset();
            }
        }
    }

    private @Nullable Head await(ByteBuf in, int start, int limit) {
        if (limit - start == MAX_BYTES) {
            throw lines == 0 ? BadMessage.targetTooLong() : BadMessage.headTooLarge();
        }
        if (kind == HeadKind.REQUEST && limit > start && !beginsLikeRequest(in.getByte(start))) {
            // Some other protocol that may never send a line feed: say so at once.
            throw BadMessage.malformed("not an HTTP request");
        }
        scanned = limit - start;
        return null;
    }

    private static boolean beginsLikeRequest(byte first) {
        return HeadParser.isToken(first) || first == '\r';
    }

    private int lineLength(ByteBuf in, int from, int feed) {
        if (feed > from && in.getByte(feed - 1) == '\r') {
            return feed - 1 - from;
        }
        if (kind.isStrict()) {
            throw BadMessage.malformed("line feed without carriage return");
        }
        return feed - from;
    }

    private void countLine() {
        lines++;
        if (lines > MAX_FIELDS + (kind.hasStartLine() ? 1 : 0)) {
            throw BadMessage.headTooLarge();
        }
    }

    private Head take(ByteBuf in) {
        byte[] bytes = new byte[scanned];
        in.readBytes(bytes);
        int fields = kind.hasStartLine() ? lines - 1 : lines;
        reset();
        return new HeadParser(kind, bytes, fields).parse();
    }

    private void reset() {
        scanned = 0;
        lineStart = 0;
        lines = 0;
    }
}
