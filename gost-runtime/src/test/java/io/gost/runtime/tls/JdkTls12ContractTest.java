package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

import java.util.EnumSet;
import java.util.Set;

final class JdkTls12ContractTest extends TlsContract {
    private static final TlsConfig TLS_1_2 =
            TlsFixture.block().versions("", "VersionTLS12").build();

    private final TlsServer server = TlsFixture.server(TlsEngine.JDK, TLS_1_2);
    private final TlsClient client = TlsFixture.client(TlsEngine.JDK, TLS_1_2);

    @Override
    TlsServer server() {
        return server;
    }

    @Override
    TlsClient client() {
        return client;
    }

    @Override
    public Set<Capability> without() {
        // RFC 5246 §7.2.1: the JDK answers close_notify with its own at once.
        return EnumSet.of(Capability.HALF_CLOSE);
    }
}
