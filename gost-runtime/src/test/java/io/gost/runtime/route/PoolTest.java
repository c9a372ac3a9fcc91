package io.gost.runtime.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.rule.NamedChecks;
import io.gost.runtime.rule.RuleParser;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.SelectorLimits;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Tried;
import io.gost.runtime.select.Watch;
import io.gost.spi.Candidate;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.Target;
import io.netty.util.NetUtil;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which member of a group a request gets, with the priorities and failures of all. */
class PoolTest {
    private long now = 1;
    private final Watch watch =
            new Watch(SelectorLimits.of(FailureLimits.DEFAULT), () -> now, (_, _, _) -> {});

    private record To(Target target) implements RouteRequest {
        static To host(String address) {
            return new To(Target.parse(Network.TCP, address));
        }

        @Override
        public @Nullable InetAddress clientIp() {
            return NetUtil.LOCALHOST4;
        }

        @Override
        public String clientId() {
            return "";
        }

        @Override
        public String hashSource() {
            return "";
        }

        @Override
        public RandomGenerator random() {
            return new Random(1);
        }
    }

    private record Item(String name, Terms terms, Standing standing) implements Member {
        @Override
        public String address() {
            return "";
        }
    }

    /** In turn, as the plugin does it. */
    private static final class Round implements SelectionStrategy {
        private int count;

        @Override
        public <C extends Candidate> C select(List<C> candidates, SelectionContext context) {
            return candidates.get(count++ % candidates.size());
        }
    }

    @Test
    void membersWhoseRuleDoesNotMatchAreNotPicked() {
        Pool<Item> pool = pool(rule("a", "Host(`*.a.test`)"), rule("b", "Host(`*.b.test`)"));
        assertThat(picks(pool, "x.a.test:1", 2)).isEqualTo("aa");
        assertThat(picks(pool, "x.b.test:1", 2)).isEqualTo("bb");
        assertThat(picks(pool, "x.c.test:1", 1)).isEqualTo("-");
    }

    @Test
    void aRuleOutranksNoneByItsLengthUnlessAPriorityIsGiven() {
        Pool<Item> pool = pool(item("any", 0), prioritized("special", "Host(`a.test`)", 14));
        assertThat(picks(pool, "a.test:1", 3)).isEqualTo("specialspecialspecial");
        assertThat(picks(pool, "b.test:1", 1)).isEqualTo("any");
    }

    @Test
    void aBypassLeavesAMemberOutAndTheGroupsOwnLeavesOutAll() {
        Bypass internal = target -> target.host().startsWith("10.");
        Item bypassed = new Item("a", new Terms(internal, null, NodeFilter.NONE), standing("a", 0));
        Pool<Item> pool = pool(bypassed, item("b", 0));
        assertThat(picks(pool, "10.0.0.1:1", 2)).isEqualTo("bb");
        assertThat(picks(pool, "a.test:1", 2)).isEqualTo("ab");
        Pool<Item> whole = new Pool<>("hop h", internal, selector(item("a", 0)));
        assertThat(picks(whole, "10.0.0.1:1", 1)).isEqualTo("-");
    }

    @Test
    void theLastResortIsTheFirstFailedMemberThatServesTheRequest() {
        Item other = rule("a", "Host(`other.test`)");
        Item first = item("b", 0);
        Item second = item("c", 0);
        Pool<Item> pool = pool(other, first, second);
        List.of(other, first, second).forEach(each -> each.standing().unreachable("refused"));
        assertThat(picks(pool, "a.test:1", 2)).isEqualTo("bb");
        now += Duration.ofSeconds(10).toNanos();
        assertThat(picks(pool, "a.test:1", 2)).containsPattern("[bc]{2}");
    }

    @Test
    void aFailedMemberThatDoesNotServeTheRequestIsNoLastResort() {
        Item other = rule("a", "Host(`other.test`)");
        other.standing().unreachable("refused");
        assertThat(picks(pool(other), "a.test:1", 1)).isEqualTo("-");
    }

    @Test
    void aGroupOfNobodyIsAnErrorAndNotAWayAround() {
        assertThatThrownBy(() -> pool().select(To.host("a.test:1"), new Tried()))
                .isInstanceOf(GostException.class)
                .hasMessage("hop h: node not available")
                .extracting(failure -> ((GostException) failure).category())
                .isEqualTo(GostException.Category.UNREACHABLE);
    }

    @Test
    void membersMayBeReplacedAndWhoStaysKeepsItsFailures() {
        Item stays = item("a", 0);
        Pool<Item> pool = pool(stays, item("b", 0));
        stays.standing().unreachable("refused");
        pool.replace(List.of(stays, item("c", 0)));
        assertThat(picks(pool, "a.test:1", 2)).isEqualTo("cc");
        pool.replace(List.of(rule("d", "Host(`d.test`)")));
        assertThat(picks(pool, "a.test:1", 1)).isEqualTo("-");
        pool.replace(List.of());
        assertThatThrownBy(() -> picks(pool, "a.test:1", 1)).isInstanceOf(GostException.class);
    }

    @Test
    void deprecatedFiltersEndAtLabelsAndIgnoreCase() {
        NodeFilter filter = new NodeFilter("*.Example.com", "", "");
        assertThat(accepts(filter, "example.COM:80")).isTrue();
        assertThat(accepts(filter, "a.example.com:80")).isTrue();
        assertThat(accepts(filter, "badexample.com:80")).isFalse();
        assertThat(accepts(new NodeFilter("example.com", "", ""), "a.example.com:1")).isFalse();
        assertThat(accepts(new NodeFilter("", "tls", ""), "a:1")).isFalse();
        assertThat(accepts(new NodeFilter("", "", "/a"), "a:1")).isFalse();
        assertThat(accepts(NodeFilter.NONE, "a:1")).isTrue();
    }

    @Test
    void refusalsSayWhatRefuses() {
        Terms bypassed = new Terms(_ -> true, null, NodeFilter.NONE);
        assertThat(bypassed.refusal(To.host("a:1"))).isEqualTo("its bypass contains a:1");
        assertThat(rule("a", "Host(`b`)").terms().refusal(To.host("a:1")))
                .isEqualTo("its rule does not match: Host(`b`)");
        Terms filtered = new Terms(Bypass.NONE, null, new NodeFilter("b", "", ""));
        assertThat(filtered.refusal(To.host("a:1")))
                .isEqualTo("its filter is for host \"b\" protocol \"\" path \"\"");
        assertThat(filtered.refusal(To.host("b:1"))).isEmpty();
    }

    private static boolean accepts(NodeFilter filter, String address) {
        return filter.accepts(To.host(address).subject());
    }

    private static String picks(Pool<Item> pool, String address, int count) {
        StringBuilder picks = new StringBuilder();
        IntStream.range(0, count)
                .forEach(
                        _ ->
                                picks.append(
                                        pool.select(To.host(address), new Tried())
                                                .map(Item::name)
                                                .orElse("-")));
        return picks.toString();
    }

    private Pool<Item> pool(Item... items) {
        return new Pool<>("hop h", Bypass.NONE, selector(items));
    }

    private Selector<Item> selector(Item... items) {
        return new Selector<>(List.of(items), new Round(), watch);
    }

    private Item item(String name, int priority) {
        return new Item(name, Terms.NONE, standing(name, priority));
    }

    private Item rule(String name, String text) {
        return prioritized(name, text, 0);
    }

    private Item prioritized(String name, String text, int priority) {
        Terms terms =
                new Terms(Bypass.NONE, RuleParser.parse(text, NamedChecks.NONE), NodeFilter.NONE);
        return new Item(name, terms, standing(name, priority));
    }

    private Standing standing(String name, int priority) {
        return watch.standing(name, new Traits(1, false, priority, null, null));
    }
}
