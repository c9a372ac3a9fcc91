package io.gost.runtime.tls;

import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

final class JdkTlsContractTest extends TlsContract {
    private final TlsServer server = TlsFixture.server(TlsEngine.JDK, null);
    private final TlsClient client = TlsFixture.client(TlsEngine.JDK, null);

    @Override
    TlsServer server() {
        return server;
    }

    @Override
    TlsClient client() {
        return client;
    }
}
