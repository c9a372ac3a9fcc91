package io.gost.plugin.ws;

import io.netty.buffer.ByteBuf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * RFC 6455 §5.3: a client's payloads are combined with a key of four bytes, eight bytes at a time.
 */
final class Masking {
    /** Below this, looking at the memory itself costs more than it saves. */
    private static final int SMALL = 64;

    private static final int KEYS_AT_ONCE = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final ByteBuffer keys = ByteBuffer.allocate(KEYS_AT_ONCE * Integer.BYTES);

    /** Prepares keys for one connection. */
    Masking() {
        keys.position(keys.limit());
    }

    /** Random bytes, in base64. */
    static String nonce(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A key that nobody can foresee (§10.3). */
    int nextKey() {
        if (!keys.hasRemaining()) {
            RANDOM.nextBytes(keys.array());
            keys.rewind();
        }
        return keys.getInt();
    }

    /**
     * The key for the bytes that follow.
     *
     * @param key its first byte is for the first byte of the payload
     * @param done how many bytes of the payload have been combined with it
     */
    static int rotate(int key, int done) {
        return Integer.rotateLeft(key, (done & 3) * Byte.SIZE);
    }

    /**
     * Combines bytes with a key, from one place to another. Within one buffer, the bytes may move
     * towards its beginning or stay.
     *
     * @param source where the bytes are
     * @param from index of the first one
     * @param target where they go; may be the same buffer
     * @param to index of the first one
     * @param length how many
     * @param key its first byte is for the first byte
     */
    static void apply(ByteBuf source, int from, ByteBuf target, int to, int length, int key) {
        if (length < SMALL || source.nioBufferCount() < 1 || target.nioBufferCount() != 1) {
            applyToBuffer(source, from, target, to, length, key);
            return;
        }
        // A frame of a multiplexer, say, is a header and a payload that nobody has put together.
        int done = 0;
        for (ByteBuffer part : source.nioBuffers(from, length)) {
            int size = part.remaining();
            applyToMemory(part.slice(), target.nioBuffer(to + done, size), rotate(key, done));
            done += size;
        }
    }

    /** Both begin at index 0. */
    private static void applyToMemory(ByteBuffer source, ByteBuffer target, int key) {
        ByteOrder order = ByteOrder.nativeOrder();
        source.order(order);
        target.order(order);
        long twice = twice(order == ByteOrder.BIG_ENDIAN ? key : Integer.reverseBytes(key));
        int length = source.remaining();
        int end = length & -Long.BYTES;
        for (int i = 0; i < end; i += Long.BYTES) {
            target.putLong(i, source.getLong(i) ^ twice);
        }
        for (int i = end; i < length; i++) {
            target.put(i, (byte) (source.get(i) ^ (rotate(key, i) >>> 24)));
        }
    }

    private static void applyToBuffer(
            ByteBuf source, int from, ByteBuf target, int to, int length, int key) {
        long twice = twice(key);
        int end = length & -Long.BYTES;
        for (int i = 0; i < end; i += Long.BYTES) {
            target.setLong(to + i, source.getLong(from + i) ^ twice);
        }
        for (int i = end; i < length; i++) {
            target.setByte(to + i, source.getByte(from + i) ^ (rotate(key, i) >>> 24));
        }
    }

    private static long twice(int key) {
        return ((long) key << Integer.SIZE) | Integer.toUnsignedLong(key);
    }
}
