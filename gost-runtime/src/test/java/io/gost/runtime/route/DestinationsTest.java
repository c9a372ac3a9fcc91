package io.gost.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.rule.NamedChecks;
import io.gost.runtime.rule.RuleParser;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Tried;
import io.gost.runtime.select.Watch;
import io.gost.spi.Target;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Optional;

class DestinationsTest {
    private final RoutingRig rig = new RoutingRig();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void aHopThatHasNobodyForTheRequestLeavesItToTheOthers() {
        Terms elsewhere =
                new Terms(
                        Bypass.NONE,
                        RuleParser.parse("Network(`udp`)", NamedChecks.NONE),
                        NodeFilter.NONE);
        assertThat(choose(group(List.of(hop(node("a", elsewhere)), hop(node("b", Terms.NONE))))))
                .contains("b");
        assertThat(choose(group(List.of(hop(node("a", elsewhere)))))).isEmpty();
    }

    @Test
    void aHopOfDeadNodesIsTheLastResortOnly() {
        ForwardNode dead = node("dead", Terms.NONE);
        ForwardNode alive = node("alive", Terms.NONE);
        Destinations destinations = group(List.of(hop(dead), hop(alive)));
        dead.standing().unreachable("refused");
        assertThat(choose(destinations)).contains("alive");
        alive.standing().unreachable("refused");
        assertThat(choose(destinations)).contains("dead");
    }

    @Test
    void aHopWithoutNodesLeavesItToTheOthers() {
        assertThat(choose(group(List.of(hop("empty", List.of()), hop(node("b", Terms.NONE))))))
                .contains("b");
        Destinations nobody = group(List.of(hop("empty", List.of())));
        assertThatThrownBy(() -> choose(nobody)).hasMessage("hop of empty: node not available");
    }

    @Test
    void aRetryGoesToAnotherHopWhenTheNodesOfTheFirstWereTried() {
        ForwardNode first = node("first", Terms.NONE);
        Destinations destinations = group(List.of(hop(first), hop(node("second", Terms.NONE))));
        Tried tried = new Tried();
        tried.add(first);
        assertThat(destinations.select(rig.client, tried).map(Destination::name))
                .contains("second");
    }

    private Optional<String> choose(Destinations destinations) {
        return destinations.select(rig.client, new Tried()).map(Destination::name);
    }

    private static Destinations group(List<Pool<ForwardNode>> hops) {
        Watch watch = Watch.silent(FailureLimits.DEFAULT);
        List<HopEntry> entries =
                hops.stream()
                        .map(
                                hop ->
                                        new HopEntry(
                                                hop,
                                                Terms.NONE,
                                                watch.standing(hop.name(), Traits.NONE)))
                        .toList();
        return new Destinations.OfGroup(
                new Pool<>(
                        "group",
                        Bypass.NONE,
                        new Selector<>(entries, new RoutingRig.First(), watch)));
    }

    private static Pool<ForwardNode> hop(ForwardNode node) {
        return hop(node.name(), List.of(node));
    }

    private static Pool<ForwardNode> hop(String name, List<ForwardNode> nodes) {
        return new Pool<>(
                "hop of " + name,
                Bypass.NONE,
                new Selector<>(nodes, new RoutingRig.First(), RoutingRig.WATCH));
    }

    private static ForwardNode node(String name, Terms terms) {
        return new ForwardNode(
                name,
                name + ":1",
                Target.tcp(name, 1),
                null,
                terms,
                RoutingRig.WATCH.standing(name, Traits.NONE));
    }
}
