package io.gost.runtime.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes ASN.1 in DER (ITU-T X.690): as much of it as a certificate and a key need. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONTEXT_CONSTRUCTED = 0xa0;

    /** RFC 5280 §4.1.2.5: dates from this year on are written with four digits. */
    private static final int FIRST_YEAR_OF_FOUR_DIGITS = 2050;

    private static final DateTimeFormatter TWO_DIGITS =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    private static final DateTimeFormatter FOUR_DIGITS =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);

    private Der() {}

    static byte[] sequence(byte[]... items) {
        return element(SEQUENCE, items);
    }

    static byte[] set(byte[]... items) {
        return element(SET, items);
    }

    static byte[] bool(boolean value) {
        return element(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(BigInteger value) {
        return element(INTEGER, value.toByteArray());
    }

    static byte[] octets(byte[] content) {
        return element(OCTET_STRING, content);
    }

    /** A bit string of whole bytes. */
    static byte[] bits(byte[] content) {
        return bits(content, 0);
    }

    static byte[] bits(byte[] content, int unusedBits) {
        return element(BIT_STRING, new byte[] {(byte) unusedBits}, content);
    }

    static byte[] text(String value) {
        return element(UTF8_STRING, value.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] time(Instant value) {
        ZonedDateTime time = value.atZone(ZoneOffset.UTC);
        boolean four = time.getYear() >= FIRST_YEAR_OF_FOUR_DIGITS;
        return element(
                four ? GENERALIZED_TIME : UTC_TIME,
                (four ? FOUR_DIGITS : TWO_DIGITS).format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier in dotted form. */
    static byte[] oid(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.write(Integer.parseInt(arcs[0]) * 40 + Integer.parseInt(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            arc(content, Integer.parseInt(arcs[i]));
        }
        return element(OBJECT_IDENTIFIER, content.toByteArray());
    }

    /** A context-specific element around others: {@code [number] EXPLICIT}. */
    static byte[] explicit(int number, byte[]... items) {
        return element(CONTEXT_CONSTRUCTED | number, items);
    }

    /** A context-specific element with the content of another type: {@code [number] IMPLICIT}. */
    static byte[] implicit(int number, byte[] content) {
        return element(CONTEXT | number, content);
    }

    private static void arc(ByteArrayOutputStream out, int value) {
        for (int shift = 28; shift > 0; shift -= 7) {
            if (value >>> shift != 0) {
                out.write(0x80 | ((value >>> shift) & 0x7f));
            }
        }
        out.write(value & 0x7f);
    }

    private static byte[] element(int tag, byte[]... items) {
        int length = 0;
        for (byte[] item : items) {
            length += item.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] size = BigInteger.valueOf(length).toByteArray();
            int skip = size[0] == 0 ? 1 : 0;
            out.write(0x80 | (size.length - skip));
            out.write(size, skip, size.length - skip);
        }
        for (byte[] item : items) {
            out.writeBytes(item);
        }
        return out.toByteArray();
    }
}
