package io.gost.runtime.tls;

import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

final class BoringSslTlsContractTest extends TlsContract {
    private final TlsServer server = TlsFixture.server(TlsEngine.BORINGSSL, null);
    private final TlsClient client = TlsFixture.client(TlsEngine.BORINGSSL, null);

    @Override
    TlsServer server() {
        return server;
    }

    @Override
    TlsClient client() {
        return client;
    }
}
