package io.gost.plugin.quic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first packets of a QUIC client, which anybody can decrypt (RFC 9001 §5.2), and the TLS
 * messages in them.
 */
final class InitialPackets {
    private static final byte[] SALT =
            HexFormat.of().parseHex("38762cf7f55934b34d179ae6a4c80cadccbb7f0a");
    private static final int TAG_BITS = 128;
    private static final int SAMPLE = 16;
    private static final int MESSAGE_HEADER = 4;
    private static final int PADDING = 0;
    private static final int PING = 1;
    private static final int CRYPTO = 6;

    private final Map<Long, byte[]> pieces = new TreeMap<>();
    private int version;

    /** Reads a datagram of one packet. */
    void add(byte[] datagram) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(datagram);
        in.get();
        version = in.getInt();
        byte[] connection = new byte[in.get()];
        in.get(connection);
        in.position(in.position() + 1 + in.get(in.position()));
        in.position((int) number(in) + in.position());
        int length = (int) number(in);
        frames(ByteBuffer.wrap(decrypt(datagram, in.position(), length, connection)));
    }

    int version() {
        return version;
    }

    /** Whether the first TLS message has come whole. */
    boolean isComplete() {
        ByteBuffer message = ByteBuffer.wrap(crypto());
        return message.limit() >= MESSAGE_HEADER
                && message.limit() >= MESSAGE_HEADER + (message.getInt() & 0xff_ffff);
    }

    /** TLS messages, as far as they have come without a gap. */
    byte[] crypto() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        pieces.forEach(
                (at, piece) -> {
                    int known = (int) (all.size() - at);
                    if (known >= 0 && known < piece.length) {
                        all.write(piece, known, piece.length - known);
                    }
                });
        return all.toByteArray();
    }

    private void frames(ByteBuffer in) {
        while (in.hasRemaining()) {
            int type = in.get();
            if (type == CRYPTO) {
                long at = number(in);
                byte[] piece = new byte[(int) number(in)];
                in.get(piece);
                pieces.merge(at, piece, (one, other) -> one.length < other.length ? other : one);
            } else {
                assertThat(type).isIn(PADDING, PING);
            }
        }
    }

    /** Takes off the protection of the header and then that of the packet. */
    private static byte[] decrypt(byte[] datagram, int at, int length, byte[] connection)
            throws GeneralSecurityException {
        KDF hkdf = KDF.getInstance("HKDF-SHA256");
        SecretKey initial =
                hkdf.deriveKey(
                        "Generic",
                        HKDFParameterSpec.ofExtract()
                                .addSalt(SALT)
                                .addIKM(connection)
                                .extractOnly());
        SecretKey client = new SecretKeySpec(expand(hkdf, initial, "client in", 32), "Generic");
        Cipher header = Cipher.getInstance("AES/ECB/NoPadding");
        header.init(
                Cipher.ENCRYPT_MODE, new SecretKeySpec(expand(hkdf, client, "quic hp", 16), "AES"));
        byte[] mask = header.doFinal(datagram, at + MESSAGE_HEADER, SAMPLE);
        byte[] clear = datagram.clone();
        clear[0] ^= (byte) (mask[0] & 0x0f);
        int numberLength = (clear[0] & 3) + 1;
        byte[] nonce = expand(hkdf, client, "quic iv", 12);
        for (int i = 0; i < numberLength; i++) {
            clear[at + i] ^= mask[1 + i];
            nonce[nonce.length - numberLength + i] ^= clear[at + i];
        }
        Cipher packet = Cipher.getInstance("AES/GCM/NoPadding");
        packet.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(expand(hkdf, client, "quic key", 16), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        packet.updateAAD(Arrays.copyOf(clear, at + numberLength));
        return packet.doFinal(clear, at + numberLength, length - numberLength);
    }

    /** HKDF-Expand-Label of RFC 8446 §7.1. */
    private static byte[] expand(KDF hkdf, SecretKey secret, String label, int length)
            throws GeneralSecurityException {
        byte[] name = ("tls13 " + label).getBytes(StandardCharsets.US_ASCII);
        ByteBuffer info = ByteBuffer.allocate(4 + name.length);
        info.putShort((short) length).put((byte) name.length).put(name).put((byte) 0);
        return hkdf.deriveData(HKDFParameterSpec.expandOnly(secret, info.array(), length));
    }

    /** A number of RFC 9000 §16. */
    static long number(ByteBuffer in) {
        int first = in.get() & 0xff;
        long value = first & 0x3f;
        for (int more = (1 << (first >> 6)) - 1; more > 0; more--) {
            value = (value << Byte.SIZE) | (in.get() & 0xff);
        }
        return value;
    }
}
