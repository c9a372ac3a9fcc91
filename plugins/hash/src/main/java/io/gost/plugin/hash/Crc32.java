package io.gost.plugin.hash;

import java.nio.charset.StandardCharsets;

/**
 * CRC-32 of a text (IEEE 802.3: reflected, polynomial 0x04C11DB7).
 *
 * <p>{@link java.util.zip.CRC32} computes the same, but wants an object and a byte array for every
 * key; this one allocates nothing for ASCII keys, which addresses and most client ids are.
 */
final class Crc32 {
    private static final int REFLECTED_POLYNOMIAL = 0xEDB8_8320;
    private static final int[] TABLE = table();

    private Crc32() {}

    /** The checksum of the text's UTF-8 bytes, all 32 bits of it. */
    static int of(String text) {
        int crc = ~0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return of(text.getBytes(StandardCharsets.UTF_8));
            }
            crc = step(crc, c);
        }
        return ~crc;
    }

    private static int of(byte[] bytes) {
        int crc = ~0;
        for (byte b : bytes) {
            crc = step(crc, b);
        }
        return ~crc;
    }

    private static int step(int crc, int octet) {
        return crc >>> 8 ^ TABLE[(crc ^ octet) & 0xFF];
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int octet = 0; octet < table.length; octet++) {
            int crc = octet;
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : REFLECTED_POLYNOMIAL);
            }
            table[octet] = crc;
        }
        return table;
    }
}
