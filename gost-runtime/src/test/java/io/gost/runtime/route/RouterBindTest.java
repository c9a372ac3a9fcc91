package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.tcp;
import static io.gost.runtime.route.RoutingRig.way;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gost.spi.Binding;
import io.gost.spi.BindingConnector;
import io.gost.spi.ConnectRequest;
import io.gost.spi.DatagramBinding;
import io.gost.spi.DatagramBindingConnector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.gost.spi.support.HandshakePhase;
import io.gost.spi.testkit.Await;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** Addresses that are bound on this host, or on the last node of a chain. */
class RouterBindTest {
    private static final Target ANY_PORT = Target.tcp("127.0.0.1", 0);
    private static final InetSocketAddress BOUND =
            InetSocketAddress.createUnresolved("proxy", 8_080);

    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void withoutAChainTheAddressIsOnThisHost() throws IOException {
        Binding binding = bound(direct());
        InetSocketAddress address = (InetSocketAddress) binding.address();
        try (Socket visitor = new Socket(address.getAddress(), address.getPort())) {
            Channel accepted = Await.stageOn(rig.loop, binding::accept);
            assertThat(accepted.remoteAddress()).isEqualTo(visitor.getLocalSocketAddress());
            assertThat(accepted.eventLoop()).isSameAs(rig.loop);
            accepted.close();
        } finally {
            rig.loop.execute(binding::close);
        }
    }

    @Test
    void withoutAChainDatagramsAreThisHosts() {
        DatagramBinding binding =
                Await.stageOn(
                        rig.loop,
                        () -> direct().bindDatagrams(rig.client, ANY_PORT.over(Network.UDP)));
        assertThat(((InetSocketAddress) binding.address()).getPort()).isPositive();
        assertThat(binding.channel().localAddress()).isEqualTo(binding.address());
        binding.channel().close();
    }

    @Test
    void theLastNodeIsAskedOverTheOnesBeforeIt() {
        LineProxy first = rig.opened(LineProxy.working());
        LineProxy last = rig.opened(LineProxy.working());
        Binds connector = new Binds(true);
        Router router = rig.router(way(node("first", first), binding("last", last, connector)));
        assertThat(bound(router).address()).isEqualTo(BOUND);
        assertThat(first.requests).containsExactly(last.address());
        assertThat(last.requests).as("nobody connects beyond it").isEmpty();
        assertThat(connector.asked()).isEqualTo(ANY_PORT);
        connector.channel().close();
    }

    @Test
    void theLastNodeIsAskedForDatagrams() {
        LineProxy last = rig.opened(LineProxy.working());
        Binds connector = new Binds(true);
        Router router = rig.router(way(binding("last", last, connector)));
        Target address = ANY_PORT.over(Network.UDP);
        DatagramBinding binding =
                Await.stageOn(rig.loop, () -> router.bindDatagrams(rig.client, address));
        assertThat(binding.address()).isEqualTo(BOUND);
        assertThat(connector.asked()).isEqualTo(address);
        binding.channel().close();
    }

    @Test
    void thatANodeWithDatagramsIsGoneIsNoticedSoon() {
        assumeTrue(Epoll.isAvailable(), "no epoll here");
        LineProxy last = rig.opened(LineProxy.working());
        Router router = rig.router(way(binding("last", last, new Binds(true))));
        Channel carrier =
                Await.stageOn(
                                rig.loop,
                                () -> router.bindDatagrams(rig.client, ANY_PORT.over(Network.UDP)))
                        .channel();
        assertThat(carrier.config().getOption(EpollChannelOption.TCP_KEEPIDLE)).isEqualTo(5);
        assertThat(carrier.config().getOption(EpollChannelOption.TCP_USER_TIMEOUT))
                .isEqualTo(20_000);
        carrier.close();
    }

    @Test
    void aLastNodeThatCannotBindIsNamedBeforeAnythingIsDialed() {
        LineProxy proxy = rig.opened(LineProxy.working());
        Node node = node("plain", proxy);
        GostException failure = failure(rig.router(way(node)));
        assertThat(failure)
                .hasMessageContaining("plain@" + proxy.address())
                .returns(Category.CONFIG, GostException::category);
        assertThat(node.standing().report().openTunnels()).isZero();
    }

    @Test
    void aNodeThatNeverAnswersLosesTheConnectionAtTheDeadline() throws InterruptedException {
        LineProxy last = rig.opened(LineProxy.working());
        Binds connector = new Binds(false);
        Router router = rig.router(way(binding("silent", last, connector)), Duration.ofMillis(100));
        assertThat(failure(router)).returns(Category.TIMEOUT, GostException::category);
        assertThat(connector.channel().closeFuture().await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNodeThatIsNotThereIsMarked() {
        LineProxy gone = LineProxy.working();
        gone.close();
        Node node = binding("gone", gone, new Binds(true));
        assertThat(failure(rig.router(way(node))))
                .returns(Category.REFUSED, GostException::category);
        assertThat(node.standing().report().failures()).isEqualTo(1);
        Await.until("left", () -> node.standing().report().openTunnels() == 0);
    }

    private Router direct() {
        return new Router(rig.network, null, Duration.ofSeconds(10), 0);
    }

    private static Node binding(String name, LineProxy proxy, Binds connector) {
        return node(name, proxy, tcp(), connector);
    }

    private Binding bound(Router router) {
        return Await.stageOn(rig.loop, () -> router.bind(rig.client, ANY_PORT));
    }

    private GostException failure(Router router) {
        return catchThrowableOfType(GostException.class, () -> bound(router));
    }

    /** Claims to have bound an address, or says nothing. */
    private static final class Binds implements BindingConnector, DatagramBindingConnector {
        private final boolean answers;
        private volatile @Nullable Channel channel;
        private volatile @Nullable Target asked;

        Binds(boolean answers) {
            this.answers = answers;
        }

        Channel channel() {
            Channel seen = channel;
            assertThat(seen).isNotNull();
            return seen;
        }

        @Nullable Target asked() {
            return asked;
        }

        @Override
        public CompletionStage<Binding> bind(Channel node, Target address) {
            return answer(node, address, new Claimed(node));
        }

        @Override
        public CompletionStage<DatagramBinding> bindDatagrams(Channel node, Target address) {
            return answer(node, address, new DatagramBinding(BOUND, node));
        }

        private <B> CompletionStage<B> answer(Channel node, Target address, B bound) {
            channel = node;
            asked = address;
            return answers ? CompletableFuture.completedStage(bound) : new Silence<B>().run(node);
        }

        @Override
        public CompletionStage<Channel> connect(Channel node, ConnectRequest request) {
            throw new AssertionError("nobody is to be connected to");
        }
    }

    /** Waits for an answer. */
    private static final class Silence<B> extends HandshakePhase<B> {
        Silence() {
            super("proxy");
        }

        @Override
        protected void begin(ChannelHandlerContext ctx) {}

        @Override
        protected void decode(ChannelHandlerContext ctx, ByteBuf in) {}
    }

    private record Claimed(Channel node) implements Binding {
        @Override
        public SocketAddress address() {
            return BOUND;
        }

        @Override
        public CompletionStage<Channel> accept() {
            return new CompletableFuture<>();
        }

        @Override
        public void close() {
            node.close();
        }
    }
}
