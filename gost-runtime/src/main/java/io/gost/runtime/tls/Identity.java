package io.gost.runtime.tls;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who one side of a connection is.
 *
 * @param key the private key
 * @param chain its certificate, then the intermediate ones
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
    Identity {
        chain = List.copyOf(chain);
    }

    /**
     * Reads a pair of files.
     *
     * @throws GostException with {@code CONFIG} and the file's name
     */
    static Identity read(Path certFile, Path keyFile) {
        List<X509Certificate> chain = Pem.certificates("certFile", certFile);
        Identity identity = new Identity(Pem.privateKey("keyFile", keyFile), chain);
        if (!identity.matches()) {
            throw new GostException(
                    Category.CONFIG,
                    "keyFile \""
                            + keyFile
                            + "\" is not the key of the first certificate in \""
                            + certFile
                            + "\"");
        }
        return identity;
    }

    /** Whether what the key signs, the certificate verifies. */
    private boolean matches() {
        byte[] sample = "which key is this".getBytes(StandardCharsets.US_ASCII);
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> "EdDSA";
                };
        try {
            Signature signer = Signature.getInstance(algorithm);
            signer.initSign(key);
            signer.update(sample);
            byte[] signature = signer.sign();
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(chain.getFirst().getPublicKey());
            verifier.update(sample);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /** Never says anything about the key. */
    @Override
    public String toString() {
        return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
