package io.gost.runtime.service;

import io.gost.spi.Candidate;
import io.gost.spi.Dialer;
import io.gost.spi.DialerContext;
import io.gost.spi.DialerProvider;
import io.gost.spi.Handler;
import io.gost.spi.HandlerContext;
import io.gost.spi.HandlerProvider;
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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The least that a service needs besides a protocol: the runtime cannot see the real plugins. */
final class PlainTcp {
    private PlainTcp() {}

    static final class ListenerPart implements ListenerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("tcp");
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

    static final class DialerPart implements DialerProvider<SocketOptions> {
        @Override
        public List<String> types() {
            return List.of("tcp");
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

    static final class ForwardPart implements HandlerProvider<Duration> {
        @Override
        public List<String> types() {
            return List.of("plain-forward");
        }

        @Override
        public Duration read(Options options) {
            return options.duration("idleTimeout").orElse(Duration.ZERO);
        }

        @Override
        public Handler create(Duration idleTimeout, HandlerContext context) {
            return session ->
                    session.forward()
                            .whenComplete(
                                    (upstream, failure) -> {
                                        if (failure == null) {
                                            session.relay(upstream, idleTimeout);
                                        } else {
                                            session.end(failure);
                                        }
                                    });
        }
    }

    static final class RoundPart implements SelectionStrategyProvider<Boolean> {
        @Override
        public List<String> types() {
            return List.of("round");
        }

        @Override
        public Boolean read(Options options) {
            return true;
        }

        @Override
        public SelectionStrategy create(Boolean options, PluginContext context) {
            AtomicInteger next = new AtomicInteger();
            return new SelectionStrategy() {
                @Override
                public <C extends Candidate> C select(
                        List<C> candidates, SelectionContext request) {
                    return candidates.get(Math.floorMod(next.getAndIncrement(), candidates.size()));
                }
            };
        }
    }
}
