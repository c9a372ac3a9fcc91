package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and private keys in PEM files (RFC 7468). */
final class Pem {
    /** The largest bundles of authorities are a quarter of this. */
    private static final long LARGEST_FILE = 1 << 20;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.*?)-----END \\1-----", Pattern.DOTALL);
    private static final String RSA = "1.2.840.113549.1.1.1";
    private static final String EC = "1.2.840.10045.2.1";
    private static final List<String> ALGORITHMS = List.of("EC", "RSA", "Ed25519");
    private static final byte[] NULL = {5, 0};

    private Pem() {}

    /**
     * The certificates of a file, in its order.
     *
     * @param key the configuration key, for messages
     * @throws GostException with {@code CONFIG}: there is none, or one cannot be read
     */
    static List<X509Certificate> certificates(String key, Path file) {
        List<X509Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(key, file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(certificate(key, file, content(key, file, block.group(2))));
            }
        }
        if (certificates.isEmpty()) {
            throw bad(key, file, "has no certificate in PEM form");
        }
        return certificates;
    }

    /**
     * The private key of a file: the first one in PKCS#8, PKCS#1 or SEC 1.
     *
     * @throws GostException with {@code CONFIG}
     */
    static PrivateKey privateKey(String key, Path file) {
        Matcher block = BLOCK.matcher(text(key, file));
        while (block.find()) {
            byte[] content = content(key, file, block.group(2));
            switch (block.group(1)) {
                case "PRIVATE KEY" -> {
                    return privateKey(key, file, content);
                }
                case "RSA PRIVATE KEY" -> {
                    return privateKey(key, file, pkcs8(content, Der.oid(RSA), NULL));
                }
                case "EC PRIVATE KEY" -> {
                    byte[] curve = curve(content);
                    if (curve.length == 0) {
                        throw bad(key, file, "names no curve");
                    }
                    return privateKey(key, file, pkcs8(content, Der.oid(EC), curve));
                }
                case "ENCRYPTED PRIVATE KEY" ->
                        throw bad(key, file, "is encrypted; wanted a key without a passphrase");
                default -> {
                    // Parameters and certificates may stand before the key.
                }
            }
        }
        throw bad(key, file, "has no private key in PEM form");
    }

    static String write(String type, byte[] content) {
        return "-----BEGIN "
                + type
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content)
                + "\n-----END "
                + type
                + "-----\n";
    }

    private static String text(String key, Path file) {
        try {
            if (Files.size(file) > LARGEST_FILE) {
                throw bad(key, file, "is larger than 1 MiB");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw bad(key, file, "cannot be read: " + reason(e));
        }
    }

    private static byte[] content(String key, Path file, String base64) {
        if (base64.contains("Proc-Type:")) {
            throw bad(key, file, "is encrypted; wanted a key without a passphrase");
        }
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw bad(key, file, "is not valid base64");
        }
    }

    private static X509Certificate certificate(String key, Path file, byte[] content) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(content));
        } catch (CertificateException e) {
            throw bad(key, file, "has a certificate that cannot be read: " + e.getMessage());
        }
    }

    private static PrivateKey privateKey(String key, Path file, byte[] pkcs8) {
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm)
                        .generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (InvalidKeySpecException e) {
                // Another algorithm.
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        throw bad(key, file, "is not a key of " + String.join(", ", ALGORITHMS));
    }

    /** PrivateKeyInfo of RFC 5208 around a key in its algorithm's own form. */
    private static byte[] pkcs8(byte[] own, byte[] algorithm, byte[] parameters) {
        return Der.sequence(
                Der.integer(BigInteger.ZERO), Der.sequence(algorithm, parameters), Der.octets(own));
    }

    /** The object identifier in {@code [0]} of an ECPrivateKey (RFC 5915); empty without. */
    private static byte[] curve(byte[] key) {
        // SEQUENCE { INTEGER 1, OCTET STRING, [0] { OID } …: lengths are below 128 up to P-521.
        for (int i = 0; i + 3 < key.length; i++) {
            int length = key[i + 3];
            boolean found = (key[i] & 0xff) == 0xa0 && key[i + 2] == 6 && key[i + 1] == length + 2;
            if (found && length > 0 && i + 4 + length <= key.length) {
                return java.util.Arrays.copyOfRange(key, i + 2, i + 4 + length);
            }
        }
        return new byte[0];
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "no such file";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }

    private static GostException bad(String key, Path file, String what) {
        return new GostException(Category.CONFIG, key + " \"" + file + "\" " + what);
    }
}
