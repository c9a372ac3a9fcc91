package io.gost.plugin.ws;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.TransportContract;

/** Listener and dialer keep the contract, with each other as peers. */
class WsContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new WsListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new WsDialerProvider();
    }
}
