package io.gost.plugin.tcp;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.testkit.TransportContract;

import java.util.EnumSet;
import java.util.Set;

final class TcpContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new TcpListenerProvider();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new TcpDialerProvider();
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.REQUEST, Capability.ANSWER);
    }
}
