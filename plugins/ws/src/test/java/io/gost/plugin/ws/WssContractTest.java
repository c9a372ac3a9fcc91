package io.gost.plugin.ws;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.TransportContract;

/** The contract holds over TLS, too. */
final class WssContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new WssListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new WssDialerProvider();
    }
}
