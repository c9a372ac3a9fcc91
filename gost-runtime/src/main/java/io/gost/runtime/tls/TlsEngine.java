package io.gost.runtime.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;

/** Who does the cryptography. */
enum TlsEngine {
    /** Netty's native library, several times as fast. */
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    /** Everywhere. */
    JDK(SslProvider.JDK);

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    SslProvider provider() {
        return provider;
    }

    /** The fastest one that works here. */
    static TlsEngine best() {
        return OpenSsl.isAvailable() ? BORINGSSL : JDK;
    }
}
