package io.gost.runtime.route;

import static io.gost.runtime.route.RoutingRig.exchange;
import static io.gost.runtime.route.RoutingRig.node;
import static io.gost.runtime.route.RoutingRig.target;
import static io.gost.runtime.route.RoutingRig.way;

import static org.assertj.core.api.Assertions.assertThat;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.rule.NamedChecks;
import io.gost.runtime.rule.RuleParser;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.SelectorLimits;
import io.gost.runtime.select.StandingReport;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.GostException.Category;
import io.gost.spi.IdleUpstreams;
import io.netty.channel.Channel;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

class ChainGroupTest {
    private final RoutingRig rig = new RoutingRig();
    private final AtomicLong now = new AtomicLong(1);
    private final Watch watch =
            new Watch(SelectorLimits.of(FailureLimits.DEFAULT), now::get, (_, _, _) -> {});

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aChainThatDoesNotWorkIsLeftForAnotherWithinTheSameRequest() {
        LineProxy echo = rig.opened(LineProxy.echo());
        ChainEntry dead = entry(way(node("dead", gone())), Terms.NONE, Traits.NONE);
        ChainEntry alive = alive(Traits.NONE);
        assertThat(exchange(connect(router(1, dead, alive), echo))).isEqualTo("ping");
        assertThat(state(dead)).isEqualTo(StandingReport.State.OUT);
        assertThat(state(alive)).isEqualTo(StandingReport.State.WELL);
    }

    @Test
    void backupChainsJoinWhenAllOthersAreOutAndLeaveWhenOneReturns() {
        LineProxy echo = rig.opened(LineProxy.echo());
        ChainEntry primary = alive(Traits.NONE);
        LineProxy spare = rig.opened(LineProxy.working());
        ChainEntry backup =
                entry(way(node("spare", spare)), Terms.NONE, new Traits(1, true, 0, null, null));
        Router router = router(0, backup, primary);
        connect(router, echo);
        assertThat(spare.requests).isEmpty();
        primary.standing().unreachable("by the test");
        connect(router, echo);
        assertThat(spare.requests).hasSize(1);
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        connect(router, echo);
        assertThat(spare.requests).hasSize(1);
    }

    @Test
    void whenAllChainsAreDeadTheRequestFailsAndNeverGoesDirectly() {
        LineProxy echo = rig.opened(LineProxy.echo());
        ChainEntry one = entry(way(node("one", gone())), Terms.NONE, Traits.NONE);
        ChainEntry two = entry(way(node("two", gone())), Terms.NONE, Traits.NONE);
        Router router = router(3, one, two);
        for (int i = 0; i < 3; i++) {
            assertThat(
                            rig.refused(
                                            client ->
                                                    router.connect(
                                                            client,
                                                            target(echo),
                                                            IdleUpstreams.NONE))
                                    .category())
                    .isEqualTo(Category.REFUSED);
        }
    }

    @Test
    void aChainWithAnEmptyHopCountsAsFailed() {
        LineProxy echo = rig.opened(LineProxy.echo());
        Pool<Node> nobody =
                RoutingRig.hop("empty", new Selector<>(List.of(), new RoutingRig.First(), watch));
        ChainEntry empty = entry(new Chain("empty", List.of(nobody)), Terms.NONE, Traits.NONE);
        assertThat(exchange(connect(router(0, empty, alive(Traits.NONE)), echo))).isEqualTo("ping");
        assertThat(
                        rig.refused(
                                client ->
                                        router(5, empty)
                                                .connect(client, target(echo), IdleUpstreams.NONE)))
                .hasMessage("hop empty: node not available");
    }

    @Test
    void whereNoRuleMatchesTheConnectionIsDirectAsConfigured() {
        LineProxy echo = rig.opened(LineProxy.echo());
        Terms elsewhere =
                new Terms(
                        Bypass.NONE,
                        RuleParser.parse("Host(`other.test`)", NamedChecks.NONE),
                        NodeFilter.NONE);
        ChainEntry dead = entry(way(node("dead", gone())), elsewhere, Traits.NONE);
        assertThat(exchange(connect(router(0, dead), echo))).isEqualTo("ping");
    }

    @Test
    void aTargetThatCannotBeReachedIsNotTheChainsFault() {
        ChainEntry alive = alive(Traits.NONE);
        LineProxy gone = gone();
        rig.refused(client -> router(0, alive).connect(client, target(gone), IdleUpstreams.NONE));
        assertThat(state(alive)).isEqualTo(StandingReport.State.WELL);
        assertThat(alive.standing().report().openTunnels()).isZero();
    }

    private Channel connect(Router router, LineProxy to) {
        return rig.ask(client -> router.connect(client, target(to), IdleUpstreams.NONE));
    }

    private ChainEntry alive(Traits traits) {
        return entry(way(node("alive", rig.opened(LineProxy.working()))), Terms.NONE, traits);
    }

    private ChainEntry entry(Chain chain, Terms terms, Traits traits) {
        return new ChainEntry(chain, terms, watch.standing(chain.name(), traits));
    }

    private Router router(int retries, ChainEntry... entries) {
        Selector<ChainEntry> selector =
                new Selector<>(List.of(entries), new RoutingRig.First(), watch);
        ChainGroup group = new ChainGroup(new Pool<>("chain group", Bypass.NONE, selector));
        return new Router(rig.network, group, Duration.ofSeconds(10), retries);
    }

    private static StandingReport.State state(ChainEntry entry) {
        return entry.standing().report().state();
    }

    private static LineProxy gone() {
        LineProxy gone = LineProxy.echo();
        gone.close();
        return gone;
    }
}
