package io.gost.plugin.http;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;

/**
 * GOST's encoding of a host name in {@code Gost-Target}: base64url of the name's CRC-32 and of the
 * base64url of the name, both without padding.
 */
final class TargetName {
    private static final int CHECKSUM_BYTES = 4;

    private TargetName() {}

    /** The name, empty when the text is not one. */
    static String decode(String encoded) {
        try {
            byte[] outer = Base64.getUrlDecoder().decode(encoded);
            if (outer.length < CHECKSUM_BYTES) {
                return "";
            }
            byte[] name =
                    Base64.getUrlDecoder()
                            .decode(Arrays.copyOfRange(outer, CHECKSUM_BYTES, outer.length));
            CRC32 checksum = new CRC32();
            checksum.update(name);
            return (int) checksum.getValue() == ByteBuffer.wrap(outer).getInt()
                    ? new String(name, StandardCharsets.UTF_8)
                    : "";
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }
}
