package io.gost.spi.testkit;

import java.util.SplittableRandom;

/** Bytes that do not compress and do not repeat: the same seed gives the same bytes. */
public final class Payload {
    /** One mebibyte. */
    public static final int MEBIBYTE = 1 << 20;

    private Payload() {}

    /**
     * Random bytes.
     *
     * @param seed picks the bytes
     * @param size how many
     * @return the bytes
     */
    public static byte[] of(long seed, int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(seed).nextBytes(bytes);
        return bytes;
    }
}
