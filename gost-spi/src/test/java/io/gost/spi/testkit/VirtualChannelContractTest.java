package io.gost.spi.testkit;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.example.FramedProviders;

import java.util.EnumSet;
import java.util.Set;

/** A transport made of virtual channels keeps the contract that sockets keep. */
final class VirtualChannelContractTest implements TransportContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new FramedProviders.Listening();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new FramedProviders.Dialing();
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.ANSWER);
    }
}
