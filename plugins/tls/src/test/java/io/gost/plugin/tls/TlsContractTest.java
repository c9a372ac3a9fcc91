package io.gost.plugin.tls;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.TransportContract;

final class TlsContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new TlsListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new TlsDialerProvider();
    }
}
