package io.gost.runtime.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

import java.util.concurrent.atomic.AtomicBoolean;

/** Who does the cryptography. */
public enum TlsEngine {
    /** Netty's native library, several times as fast. */
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    /** Everywhere. */
    JDK(SslProvider.JDK);

    private static final AtomicBoolean ASKED = new AtomicBoolean();

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    SslProvider provider() {
        return provider;
    }

    /**
     * Whether this process has had any use for TLS so far.
     *
     * @return true once an engine was chosen
     */
    public static boolean isAsked() {
        return ASKED.get();
    }

    /** The fastest one that works here. */
    static TlsEngine best() {
        ASKED.set(true);
        return OpenSsl.isAvailable() ? BORINGSSL : JDK;
    }
}
