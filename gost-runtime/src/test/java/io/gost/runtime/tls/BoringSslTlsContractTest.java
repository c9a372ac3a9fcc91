package io.gost.runtime.tls;

import io.gost.spi.TlsClient;
import io.gost.spi.TlsServer;

import java.util.EnumSet;
import java.util.Set;

final class BoringSslTlsContractTest extends TlsContract {
    private final TlsServer server = TlsFixture.server(TlsEngine.BORINGSSL, null);
    private final TlsClient client = TlsFixture.client(TlsEngine.BORINGSSL, null);

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.HALF_CLOSE);
    }

    @Override
    TlsServer server() {
        return server;
    }

    @Override
    TlsClient client() {
        return client;
    }
}
