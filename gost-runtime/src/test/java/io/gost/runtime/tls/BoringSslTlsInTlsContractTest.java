package io.gost.runtime.tls;

import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

/** SOCKS5 with a TLS of its own behind a {@code tls} listener. */
final class BoringSslTlsInTlsContractTest extends TlsContract {
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

    @Override
    int layers() {
        return 2;
    }
}
