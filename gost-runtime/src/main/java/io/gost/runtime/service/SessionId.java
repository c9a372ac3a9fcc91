package io.gost.runtime.service;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes session ids in the form GOST's logs have them (“xid”): 12 bytes as 20 characters of
 * base32hex, sortable by time — seconds, machine, process, counter.
 */
final class SessionId {
    private static final byte[] ALPHABET =
            "0123456789abcdefghijklmnopqrstuv".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 20;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MACHINE = RANDOM.nextInt(1 << 24);
    private static final int PROCESS = (int) (ProcessHandle.current().pid() & 0xFFFF);
    private static final AtomicInteger COUNTER = new AtomicInteger(RANDOM.nextInt(1 << 24));

    private SessionId() {}

    static String next(long epochSeconds) {
        int counter = COUNTER.getAndIncrement() & 0xFFFFFF;
        // 96 bits: 32 seconds, 24 machine, 16 process, 24 counter; read five at a time from the
        // top.
        long high = (epochSeconds << 32) | ((long) MACHINE << 8) | (PROCESS >>> 8);
        int low = ((PROCESS & 0xFF) << 24) | counter;
        byte[] text = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            text[i] = ALPHABET[bits(high, low, i * 5)];
        }
        return new String(text, StandardCharsets.US_ASCII);
    }

    /**
     * Five bits from bit position {@code from}, counted from the most significant; zeros beyond 96.
     */
    private static int bits(long high, int low, int from) {
        int value = 0;
        for (int bit = from; bit < from + 5; bit++) {
            value = value << 1 | bit(high, low, bit);
        }
        return value;
    }

    private static int bit(long high, int low, int position) {
        if (position < Long.SIZE) {
            return (int) (high >>> (Long.SIZE - 1 - position)) & 1;
        }
        return position < 96 ? low >>> (95 - position) & 1 : 0;
    }
}
