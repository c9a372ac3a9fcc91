package io.gost.runtime.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The certificate that servers show when nobody gave them one: ECDSA P-256, its own authority, good
 * for servers and clients.
 *
 * @param commonName the subject, and the one DNS name
 * @param organization the subject's organization
 * @param validity from now on
 */
record SelfSigned(String commonName, String organization, Duration validity) {
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String ORGANIZATION = "2.5.4.10";
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String SUBJECT_KEY_IDENTIFIER = "2.5.29.14";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";

    /** digitalSignature and keyCertSign, bits 0 and 5. */
    private static final byte[] USAGES = {(byte) 0b1000_0100};

    private static final int UNUSED_USAGE_BITS = 2;
    private static final int SERIAL_BITS = 128;

    /** RFC 7093 §2, method 1. */
    private static final int KEY_IDENTIFIER_BYTES = 20;

    private static final int DNS_NAME = 2;

    /** Makes a new key and its certificate. */
    Identity generate(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            byte[] body = body(keys.getPublic().getEncoded(), now);
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] certificate =
                    Der.sequence(
                            body,
                            Der.sequence(Der.oid(ECDSA_WITH_SHA256)),
                            Der.bits(signature.sign()));
            return new Identity(
                    keys.getPrivate(),
                    List.of(
                            (X509Certificate)
                                    CertificateFactory.getInstance("X.509")
                                            .generateCertificate(
                                                    new ByteArrayInputStream(certificate))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has ECDSA with P-256 and X.509", e);
        }
    }

    /** TBSCertificate of RFC 5280 §4.1. */
    private byte[] body(byte[] publicKey, Instant now) throws GeneralSecurityException {
        byte[] name =
                Der.sequence(
                        Der.set(Der.sequence(Der.oid(ORGANIZATION), Der.text(organization))),
                        Der.set(Der.sequence(Der.oid(COMMON_NAME), Der.text(commonName))));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(new BigInteger(SERIAL_BITS, new SecureRandom())),
                Der.sequence(Der.oid(ECDSA_WITH_SHA256)),
                name,
                Der.sequence(Der.time(now), Der.time(now.plus(validity))),
                name,
                publicKey,
                Der.explicit(3, extensions(publicKey)));
    }

    private byte[] extensions(byte[] publicKey) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(publicKey);
        return Der.sequence(
                critical(KEY_USAGE, Der.bits(USAGES, UNUSED_USAGE_BITS)),
                extension(
                        EXTENDED_KEY_USAGE,
                        Der.sequence(Der.oid(CLIENT_AUTH), Der.oid(SERVER_AUTH))),
                critical(BASIC_CONSTRAINTS, Der.sequence(Der.bool(true))),
                extension(
                        SUBJECT_KEY_IDENTIFIER,
                        Der.octets(Arrays.copyOf(digest, KEY_IDENTIFIER_BYTES))),
                extension(
                        SUBJECT_ALTERNATIVE_NAME,
                        Der.sequence(
                                Der.implicit(
                                        DNS_NAME,
                                        commonName.getBytes(StandardCharsets.US_ASCII)))));
    }

    private static byte[] extension(String type, byte[] value) {
        return Der.sequence(Der.oid(type), Der.octets(value));
    }

    private static byte[] critical(String type, byte[] value) {
        return Der.sequence(Der.oid(type), Der.bool(true), Der.octets(value));
    }
}
