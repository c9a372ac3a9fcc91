package io.gost.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.Pool.Membership;
import io.gost.runtime.route.Terms;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.Acceptor;
import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.Candidate;
import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.Listener;
import io.gost.spi.Network;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.StreamTransport;
import io.netty.channel.Channel;

import org.junit.jupiter.api.Test;

import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;

class RemoteAddressTest {
    private static final Connector CONNECTING = (_, _) -> new CompletableFuture<>();

    @Test
    void aChainWhoseNodesCannotBindIsAProblemThatNamesThem() {
        assertThat(RemoteAddress.problem(remote(Network.TCP), chain(Membership.FIXED, CONNECTING)))
                .hasValueSatisfying(
                        wrong -> assertThat(wrong).contains("a TCP address", "n0@192.0.2.1:80"));
    }

    @Test
    void oneNodeThatCanBindIsEnough() {
        assertThat(
                        RemoteAddress.problem(
                                remote(Network.TCP),
                                chain(Membership.FIXED, CONNECTING, new Binds())))
                .isEmpty();
    }

    @Test
    void bindingStreamsIsNotBindingDatagrams() {
        assertThat(RemoteAddress.problem(remote(Network.UDP), chain(Membership.FIXED, new Binds())))
                .hasValueSatisfying(wrong -> assertThat(wrong).contains("a UDP address"));
    }

    @Test
    void nodesThatMayStillComeMayBeAbleTo() {
        assertThat(
                        RemoteAddress.problem(
                                remote(Network.TCP), chain(Membership.CHANGING, CONNECTING)))
                .isEmpty();
    }

    @Test
    void listenersOfThisHostsAddressesNeedNobody() {
        Listener local = new Listening(Network.TCP, false);
        assertThat(RemoteAddress.problem(local, chain(Membership.FIXED, CONNECTING))).isEmpty();
    }

    private static Listener remote(Network network) {
        return new Listening(network, true);
    }

    private static Chain chain(Membership membership, Connector... connectors) {
        Watch watch = Watch.silent(FailureLimits.DEFAULT);
        StreamTransport tcp = () -> SocketOptions.DEFAULT;
        List<Node> nodes =
                IntStream.range(0, connectors.length)
                        .mapToObj(
                                i ->
                                        new Node(
                                                "n" + i,
                                                "192.0.2.1:80",
                                                Target.tcp("192.0.2.1", 80),
                                                tcp.dialer(),
                                                connectors[i],
                                                Terms.NONE,
                                                watch.standing("n" + i, Traits.NONE)))
                        .toList();
        Selector<Node> selector = new Selector<>(nodes, new First(), watch);
        return new Chain("c", List.of(new Pool<>("hop h", Bypass.NONE, selector, membership)));
    }

    private record Listening(Network network, boolean startsLater) implements Listener {
        @Override
        public CompletionStage<SocketAddress> start(Acceptor acceptor) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Void> stop() {
            return CompletableFuture.completedStage(null);
        }
    }

    private static final class Binds implements BindingConnector {
        @Override
        public CompletionStage<Binding> bind(Channel channel, Target address) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
            return new CompletableFuture<>();
        }
    }

    private static final class First implements SelectionStrategy {
        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.getFirst();
        }
    }
}
