package io.gost.runtime.tls;

import java.security.GeneralSecurityException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** TLS for clients of the JDK that ask external services, as {@code java.net.http} does. */
public final class JdkTls {
    private JdkTls() {}

    /**
     * A context without certificates of our own.
     *
     * @param secure whether the other side has to prove who it is
     * @return trusts what the system trusts, or else anybody
     */
    public static SSLContext client(boolean secure) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager trust = secure ? Trust.system() : Trust.anybody();
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no TLS", e);
        }
    }
}
