package io.gost.runtime.tls;

import io.gost.runtime.config.TlsConfig;
import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

final class BoringSslTls12ContractTest extends TlsContract {
    private static final TlsConfig TLS_1_2 =
            TlsFixture.block().versions("", "VersionTLS12").build();

    private final TlsServer server = TlsFixture.server(TlsEngine.BORINGSSL, TLS_1_2);
    private final TlsClient client = TlsFixture.client(TlsEngine.BORINGSSL, TLS_1_2);

    @Override
    TlsServer server() {
        return server;
    }

    @Override
    TlsClient client() {
        return client;
    }
}
