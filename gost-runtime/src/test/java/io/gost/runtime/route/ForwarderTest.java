package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.exchange;
import static io.gost.runtime.route.RoutingRig.target;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Traits;
import io.gost.spi.Connector;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ForwarderTest {
    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aTargetThatIsDownIsMarkedAndTheRetryTakesAnother() {
        ForwardNode dead = to("dead", gone());
        ForwardNode alive = to("alive", rig.opened(LineProxy.echo()));
        Channel channel =
                rig.ask(client -> forwarder(dead, alive).connect(client, Network.TCP, router(1)));
        assertThat(exchange(channel)).isEqualTo("ping");
        assertThat(dead.standing().report().failures()).isEqualTo(1);
        assertThat(alive.standing().report().failures()).isZero();
        assertThat(rig.headings).containsExactly(dead.target(), alive.target());
    }

    @Test
    void whenAllAreDownTheLastFailureIsTold() {
        ForwardNode one = to("one", gone());
        ForwardNode two = to("two", gone());
        GostException failure =
                rig.refused(client -> forwarder(one, two).connect(client, Network.TCP, router(1)));
        assertThat(failure)
                .hasMessage("dial " + two.target() + ": connection refused")
                .returns(Category.REFUSED, GostException::category);
    }

    @Test
    void aTargetThatComesBackIsTriedAsLastResortAndWellAgain() {
        ForwardNode node = to("one", rig.opened(LineProxy.echo()));
        node.standing().unreachable("gone");
        Channel channel =
                rig.ask(client -> forwarder(node).connect(client, Network.TCP, router(0)));
        assertThat(exchange(channel)).isEqualTo("ping");
        assertThat(node.standing().report().failures()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"CONFIG, 1", "PLUGIN, 1", "INTERNAL, 1", "DENIED, 3", "REFUSED, 3"})
    void anotherTargetIsTriedOnlyWhereItMayGoBetter(Category category, int tries) {
        Connector refusing =
                (channel, _) -> {
                    channel.close();
                    return CompletableFuture.failedStage(new GostException(category, "no"));
                };
        Node proxy =
                RoutingRig.node("p", rig.opened(LineProxy.working()), RoutingRig.tcp(), refusing);
        Router router = new Router(rig.network, RoutingRig.way(proxy), Duration.ofSeconds(10), 2);
        LineProxy echo = rig.opened(LineProxy.echo());
        Forwarder forwarder = forwarder(to("a", echo), to("b", echo), to("c", echo));
        assertThat(rig.refused(client -> forwarder.connect(client, Network.TCP, router)))
                .returns(category, GostException::category);
        assertThat(rig.headings).hasSize(tries);
    }

    @Test
    void withoutTargetsThereIsNoWay() {
        assertThat(rig.refused(client -> forwarder().connect(client, Network.TCP, router(3))))
                .hasMessage("forwarder: node not available")
                .returns(Category.UNREACHABLE, GostException::category);
    }

    @Test
    void givingUpMarksNobodyAndTriesNoFurther() throws Exception {
        ForwardNode one = to("one", rig.opened(LineProxy.echo()));
        ForwardNode two = to("two", rig.opened(LineProxy.echo()));
        rig.loop
                .submit(
                        () -> {
                            CompletableFuture<Channel> connecting =
                                    forwarder(one, two).connect(rig.client, Network.TCP, router(5));
                            connecting.cancel(false);
                        })
                .sync();
        assertThat(rig.headings).containsExactly(one.target());
        assertThat(one.standing().report().failures()).isZero();
    }

    private Router router(int retries) {
        return new Router(rig.network, null, Duration.ofSeconds(10), retries);
    }

    private static Forwarder forwarder(ForwardNode... nodes) {
        return new Forwarder(
                new Destinations.OfHop(
                        new Pool<>(
                                "forwarder",
                                Bypass.NONE,
                                new Selector<>(
                                        List.of(nodes),
                                        new RoutingRig.First(),
                                        RoutingRig.WATCH))));
    }

    private static ForwardNode to(String name, LineProxy server) {
        return new ForwardNode(
                name,
                server.address(),
                target(server),
                null,
                Terms.NONE,
                RoutingRig.WATCH.standing(name, Traits.NONE));
    }

    private static LineProxy gone() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        return gone;
    }
}
