package io.gost.spi;

import io.netty.util.AttributeKey;

import org.jspecify.annotations.Nullable;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What a {@code tls:} block comes to, for transports that bring a TLS of their own.
 *
 * @param key the private key of {@code chain}, or {@code null} for a client without a certificate
 * @param chain the certificate, followed by the intermediate ones; empty without a key
 * @param trust judges the other side's certificate; one that accepts everything where nothing is
 *     verified
 * @param clientAuth server: whether clients must show a certificate
 * @param verifiesName client: whether the server's name is compared with its certificate
 * @param serverName client: the name to ask for, empty for the host that is connected to
 * @param applicationProtocols the block's own ALPN list
 * @param rejectsUnknownNames server: whether clients must ask for a name
 * @param serverNames server: the names clients may ask for, in lower case; empty for any
 */
public record TlsMaterial(
        @Nullable PrivateKey key,
        List<X509Certificate> chain,
        X509ExtendedTrustManager trust,
        boolean clientAuth,
        boolean verifiesName,
        String serverName,
        List<String> applicationProtocols,
        boolean rejectsUnknownNames,
        Set<String> serverNames) {
    /** The application protocol (ALPN) that a channel's handshake agreed on; not set without. */
    public static final AttributeKey<String> APPLICATION_PROTOCOL =
            AttributeKey.valueOf(TlsMaterial.class, "applicationProtocol");

    /** Keeps the lists as they are now. */
    public TlsMaterial {
        chain = List.copyOf(chain);
        applicationProtocols = List.copyOf(applicationProtocols);
        serverNames = Set.copyOf(serverNames);
    }

    /**
     * Why a server refuses clients that ask for a name.
     *
     * @param name the name in the client's greeting, empty when there is none
     * @return the reason, or an empty text when the name is fine
     */
    public String refusal(String name) {
        if (!rejectsUnknownNames) {
            return "";
        }
        if (name.isEmpty()) {
            return "server name (SNI) is required but not given";
        }
        boolean known =
                serverNames.isEmpty()
                        || serverNames.contains(name.toLowerCase(java.util.Locale.ROOT));
        return known ? "" : "server name (SNI) \"" + name + "\" is not allowed";
    }

    /** Never says anything about the key. */
    @Override
    public String toString() {
        return "TlsMaterial[certificates=" + chain.size() + ", clientAuth=" + clientAuth + "]";
    }
}
