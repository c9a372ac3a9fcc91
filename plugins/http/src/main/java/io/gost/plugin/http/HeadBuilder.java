package io.gost.plugin.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts a header section together, to be written with one copy. */
final class HeadBuilder {
    static final byte[] COLON = ascii(": ");
    static final byte[] CRLF = ascii("\r\n");

    private byte[] bytes;
    private int length;

    /**
     * Starts a header section.
     *
     * @param capacity how many bytes it probably takes
     */
    HeadBuilder(int capacity) {
        bytes = new byte[capacity];
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    HeadBuilder add(byte[] text) {
        return add(text, 0, text.length);
    }

    HeadBuilder add(byte[] text, int from, int to) {
        int size = to - from;
        if (length + size > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + size));
        }
        System.arraycopy(text, from, bytes, length, size);
        length += size;
        return this;
    }

    /** Adds a text; what is not ASCII becomes UTF-8. */
    HeadBuilder add(String text) {
        return add(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds the empty line that ends the section. */
    HeadBuilder end() {
        return add(CRLF);
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Copies the section into a buffer.
     *
     * @param allocator where the buffer comes from
     * @param room how many bytes more it shall have room for
     * @return the buffer, owned by the caller
     */
    ByteBuf toBuffer(ByteBufAllocator allocator, int room) {
        return allocator.ioBuffer(length + room).writeBytes(bytes, 0, length);
    }
}
