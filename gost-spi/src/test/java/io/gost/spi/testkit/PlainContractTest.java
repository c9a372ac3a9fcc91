package io.gost.spi.testkit;

import io.gost.spi.DialerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.example.PlainProviders;
import io.gost.spi.example.RoundProvider;

import java.util.EnumSet;
import java.util.Set;

/** A transport without layers and the plainest of strategies keep the contracts. */
final class PlainContractTest implements TransportContract, StrategyContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new PlainProviders.Listening();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new PlainProviders.Dialing();
    }

    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new RoundProvider();
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.REQUEST, Capability.ANSWER);
    }
}
