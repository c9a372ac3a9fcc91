package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.exchange;
import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.target;
import static io.gost.runtime.route.RoutingRig.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.spi.ConnectRequest;
import io.gost.spi.Connector;
import io.gost.spi.Datagram;
import io.gost.spi.DatagramConnector;
import io.gost.spi.DialRequest;
import io.gost.spi.Dialer;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.gost.spi.MultiplexingDialer;
import io.gost.spi.Network;
import io.gost.spi.SocketOptions;
import io.gost.spi.Target;
import io.gost.spi.support.Parking;
import io.gost.spi.support.Stages;
import io.gost.spi.testkit.Await;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Routes over nodes that do unusual things. */
class RouteAttemptTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aSessionInTheMiddleOfARouteIsOpenedThroughTheNodesBeforeIt() {
        LineProxy echo = rig.opened(LineProxy.echo());
        LineProxy first = rig.opened(LineProxy.working());
        LineProxy middle = rig.opened(LineProxy.working());
        LineProxy last = rig.opened(LineProxy.working());
        Chain chain = way(node("a", first), multiplexing("mux", middle), node("b", last));
        assertThat(exchange(connect(rig.router(chain), echo))).isEqualTo("ping");
        assertThat(first.requests).containsExactly(middle.address());
        assertThat(middle.requests).containsExactly(last.address());
        assertThat(last.requests).containsExactly(echo.address());
    }

    @Test
    void theDeadlineBlamesTheNodeThatASessionIsOpenedThrough() {
        Node slow = node("slow", rig.opened(LineProxy.silent()));
        Node beyond = node("beyond", rig.opened(LineProxy.working()));
        Node session = multiplexing("mux", rig.opened(LineProxy.working()));
        // What is waited for is slow's answer, and with it beyond, the node it leads to.
        GostException failure =
                failure(
                        rig.router(way(slow, beyond, session), SHORT),
                        rig.opened(LineProxy.echo()));
        assertThat(failure.category()).isEqualTo(Category.TIMEOUT);
        assertThat(failure.getMessage()).startsWith("beyond@").endsWith("no answer within 50ms");
        assertThat(beyond.standing().report().failures()).isEqualTo(1);
        assertThat(session.standing().report().failures()).isZero();
    }

    @Test
    void theDeadlineOfTheLastStepBlamesTheTargetAlone() {
        LineProxy echo = rig.opened(LineProxy.echo());
        Node silent = node("silent", rig.opened(LineProxy.silent()));
        GostException failure = failure(rig.router(way(silent), SHORT), echo);
        assertThat(failure).hasMessage(echo.address() + ": no answer within 50ms");
        assertThat(silent.standing().report().failures()).isZero();
    }

    @Test
    void aConnectorThatFailsItsHandshakeMarksItsNode() {
        LineProxy proxy = rig.opened(LineProxy.working());
        Connector refused =
                new Scripted() {
                    @Override
                    public CompletionStage<Channel> handshake(Channel channel) {
                        return Stages.failed(Category.AUTHENTICATION, "wrong password");
                    }
                };
        Node node = node("a", proxy, RoutingRig.tcp(), refused);
        assertThat(failure(rig.router(way(node)), proxy).category())
                .isEqualTo(Category.AUTHENTICATION);
        assertThat(node.standing().report().failures()).isEqualTo(1);
    }

    @Test
    void pluginsThatBreakTheirContractFailTheAttemptAndLoseNoChannel() {
        expectBroken(_ -> null);
        expectBroken(_ -> CompletableFuture.completedStage(null));
        expectBroken(
                _ -> {
                    throw new IllegalStateException("thrown by the test");
                });
        expectBroken(
                _ -> {
                    throw new NoClassDefFoundError("io/gost/spi/Gone");
                });
    }

    @Test
    void aChannelThatComesAfterTheDeadlineIsClosedAndDoesNotMakeTheNodeWellAgain() {
        LineProxy proxy = rig.opened(LineProxy.working());
        CompletableFuture<Channel> late = new CompletableFuture<>();
        CompletableFuture<Channel> given = new CompletableFuture<>();
        Dialer slow =
                dialer(
                        channel -> {
                            given.complete(channel);
                            return late;
                        });
        Node node = node("a", proxy, slow, new LineConnector());
        assertThat(failure(rig.router(way(node), SHORT), proxy).category())
                .isEqualTo(Category.TIMEOUT);
        Channel another =
                Await.result(
                        rig.network
                                .sockets()
                                .connect(
                                        target(proxy).toSocketAddress(),
                                        SocketOptions.DEFAULT,
                                        rig.loop));
        late.complete(another);
        Await.until("the late channel is closed", () -> !another.isOpen());
        Await.until("the channel under way is closed", () -> !Await.result(given).isOpen());
        assertThat(node.standing().report().failures()).isEqualTo(1);
    }

    @Test
    void associatesFromThisHostWithoutAChain() throws Exception {
        try (DatagramSocket peer = new DatagramSocket(0, NetUtil.LOCALHOST4)) {
            peer.setSoTimeout(10_000);
            Router router = new Router(rig.network, null, Duration.ofSeconds(10), 0);
            Channel channel = rig.ask(client -> router.associate(client, Network.UDP));
            assertThat(channel.pipeline().last()).isInstanceOf(Parking.class);
            Target to = new Target(Network.UDP, "127.0.0.1", peer.getLocalPort());
            channel.writeAndFlush(new Datagram(to, Unpooled.wrappedBuffer(new byte[3])));
            DatagramPacket packet = new DatagramPacket(new byte[10], 10);
            peer.receive(packet);
            assertThat(packet.getLength()).isEqualTo(3);
        }
    }

    @Test
    void associatesThroughALastNodeThatCanAndRefusesOneThatCannot() {
        LineProxy first = rig.opened(LineProxy.working());
        LineProxy last = rig.opened(LineProxy.working());
        Associating associating = new Associating();
        Node able = node("able", last, RoutingRig.tcp(), associating);
        Chain chain = way(node("a", first), able);
        Channel channel = rig.ask(client -> rig.router(chain).associate(client, Network.UDP));
        assertThat(channel).isSameAs(associating.given);
        assertThat(associating.asked).isEqualTo(new Target(Network.UDP, "", 0));
        Chain incapable = way(able, node("plain", first));
        assertThat(rig.refused(client -> rig.router(incapable).associate(client, Network.UDP)))
                .hasMessage("plain@" + first.address() + ": its connector does not carry datagrams")
                .returns(Category.CONFIG, GostException::category);
        assertThat(first.requests).hasSize(1);
    }

    private void expectBroken(Handshake handshake) {
        LineProxy proxy = rig.opened(LineProxy.working());
        CompletableFuture<Channel> given = new CompletableFuture<>();
        Dialer broken =
                dialer(
                        channel -> {
                            given.complete(channel);
                            return handshake.of(channel);
                        });
        Node node = node("broken", proxy, broken, new LineConnector());
        assertThat(failure(rig.router(way(node)), proxy).category())
                .isIn(Category.PLUGIN, Category.INTERNAL);
        Await.until("its channel is closed", () -> !Await.result(given).isOpen());
    }

    private Channel connect(Router router, LineProxy target) {
        return rig.ask(client -> router.connect(client, target(target), IdleUpstreams.NONE));
    }

    private GostException failure(Router router, LineProxy target) {
        return rig.refused(client -> router.connect(client, target(target), IdleUpstreams.NONE));
    }

    private interface Handshake {
        @Nullable CompletionStage<Channel> of(Channel channel);
    }

    private static Dialer dialer(Handshake handshake) {
        return new Dialer() {
            @Override
            public CompletionStage<Channel> dial(DialRequest request) {
                return request.open(SocketOptions.DEFAULT);
            }

            @Override
            @SuppressWarnings("NullAway") // a plugin compiled without it may do this
            public CompletionStage<Channel> handshake(Channel channel, DialRequest request) {
                return handshake.of(channel);
            }
        };
    }

    private static Node multiplexing(String name, LineProxy proxy) {
        MultiplexingDialer dialer =
                new MultiplexingDialer() {
                    @Override
                    public CompletionStage<Channel> dial(DialRequest request) {
                        return request.open(SocketOptions.DEFAULT);
                    }

                    @Override
                    public CompletionStage<Channel> handshake(
                            Channel channel, DialRequest request) {
                        return CompletableFuture.completedStage(channel);
                    }
                };
        return node(name, proxy, dialer, new LineConnector());
    }

    private abstract static class Scripted implements Connector {
        @Override
        public CompletionStage<Channel> connect(Channel channel, ConnectRequest request) {
            return CompletableFuture.completedStage(channel);
        }
    }

    private static final class Associating extends Scripted implements DatagramConnector {
        private @Nullable Channel given;
        private @Nullable Target asked;

        @Override
        public CompletionStage<Channel> associate(Channel channel, ConnectRequest request) {
            given = channel;
            asked = request.target();
            return CompletableFuture.completedStage(channel);
        }
    }
}
