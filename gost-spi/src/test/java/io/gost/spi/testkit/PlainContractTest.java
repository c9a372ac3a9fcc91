package io.gost.spi.testkit;

import io.gost.spi.Candidate;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Listener;
import io.gost.spi.ListenerContext;
import io.gost.spi.ListenerProvider;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.SocketOptions;
import io.gost.spi.support.StreamTransport;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A transport without layers and a strategy without thoughts keep the contracts. */
final class PlainContractTest implements TransportContract, StrategyContract {
    @Override
    public ListenerProvider<?> listenerProvider() {
        return new PlainListener();
    }

    @Override
    public DialerProvider<?> dialerProvider() {
        return new PlainDialer();
    }

    @Override
    public SelectionStrategyProvider<?> strategyProvider() {
        return new FirstStrategy();
    }

    @Override
    public Set<Capability> without() {
        return EnumSet.of(Capability.REQUEST, Capability.ANSWER);
    }

    private static final class PlainListener implements ListenerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("plain");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofListener(options);
        }

        @Override
        public Listener create(SocketOptions options, ListenerContext context) {
            StreamTransport transport = () -> options;
            return transport.listener(context);
        }
    }

    private static final class PlainDialer implements DialerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("plain");
        }

        @Override
        public SocketOptions read(Options options) {
            return SocketOptions.ofDialer(options);
        }

        @Override
        public Dialer create(SocketOptions options, DialerContext context) {
            StreamTransport transport = () -> options;
            return transport.dialer();
        }
    }

    private static final class FirstStrategy implements SelectionStrategyProvider<String> {
        @Override
        public List<String> types() {
            return List.of("first");
        }

        @Override
        public String read(Options options) {
            return "";
        }

        @Override
        public SelectionStrategy create(String options, PluginContext context) {
            return new SelectionStrategy() {
                @Override
                public <C extends Candidate> C select(
                        List<C> candidates, SelectionContext selection) {
                    return candidates.getFirst();
                }
            };
        }
    }
}
