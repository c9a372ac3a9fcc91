package io.gost.bench;

import io.gost.plugin.fifo.FifoProvider;
import io.gost.plugin.hash.HashProvider;
import io.gost.plugin.leastconn.LeastConnProvider;
import io.gost.plugin.lowestlatency.LowestLatencyProvider;
import io.gost.plugin.p2c.P2cProvider;
import io.gost.plugin.rand.RandProvider;
import io.gost.plugin.rendezvous.RendezvousProvider;
import io.gost.plugin.round.RoundProvider;
import io.gost.plugin.sticky.StickyProvider;
import io.gost.plugin.weighted.WeightedProvider;
import io.gost.runtime.select.FailureLimits;
import io.gost.runtime.select.Selectable;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.select.Watch;
import io.gost.spi.Options;
import io.gost.spi.PluginContext;
import io.gost.spi.SelectionContext;
import io.gost.spi.SelectionStrategy;
import io.gost.spi.SelectionStrategyProvider;
import io.gost.spi.Target;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** One pick of one node, filters included; nobody's rule needs the request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PickBenchmark {
    private static final Map<String, SelectionStrategyProvider<?>> PROVIDERS =
            Map.of(
                    "fifo", new FifoProvider(),
                    "hash", new HashProvider(),
                    "leastconn", new LeastConnProvider(),
                    "lowestlatency", new LowestLatencyProvider(),
                    "p2c", new P2cProvider(),
                    "rand", new RandProvider(),
                    "rendezvous", new RendezvousProvider(),
                    "round", new RoundProvider(),
                    "sticky", new StickyProvider(),
                    "weighted", new WeightedProvider());

    /** How many nodes the hop has. */
    @Param({"4", "1000"})
    public int nodes;

    /** How many of a hundred nodes have failed. */
    @Param({"0", "30"})
    public int failedPercent;

    /** The strategy. */
    @Param({
        "round",
        "fifo",
        "rand",
        "weighted",
        "hash",
        "rendezvous",
        "sticky",
        "p2c",
        "leastconn",
        "lowestlatency"
    })
    public String strategy;

    private Selector<Item> selector;
    private List<Request> clients;
    private int client;

    /** Makes the hop. */
    @Setup
    public void hop() {
        Watch watch = Watch.silent(FailureLimits.of(1, Duration.ofHours(1)));
        List<Item> items =
                IntStream.range(0, nodes)
                        .mapToObj(i -> "10.0." + i / 250 + "." + i % 250 + ":1080")
                        .map(name -> new Item(name, watch.standing(name, Traits.NONE)))
                        .toList();
        for (int i = 0; i < nodes * failedPercent / 100; i++) {
            items.get(i * 3 % nodes).standing().unreachable("dead");
        }
        items.forEach(item -> item.standing().probed(Duration.ofNanos(1_000 + item.hashCode())));
        selector = new Selector<>(items, create(PROVIDERS.get(strategy)), watch);
        clients = IntStream.range(0, 256).mapToObj(i -> new Request("192.168.0." + i)).toList();
    }

    /**
     * Picks.
     *
     * @return the node
     */
    @Benchmark
    public Object pick() {
        return selector.select(clients.get(client++ & 255));
    }

    private static <O> SelectionStrategy create(SelectionStrategyProvider<O> provider) {
        PluginContext unused = null;
        return provider.create(provider.read(Options.of(Map.of())), unused);
    }

    private record Item(String name, Standing standing) implements Selectable {
        @Override
        public String address() {
            return name;
        }

        @Override
        public int hashCode() {
            return name.hashCode() & 0xFFFF;
        }
    }

    private record Request(String hashSource) implements SelectionContext {
        private static final Target TARGET = Target.tcp("example.com", 443);

        @Override
        public String clientId() {
            return "";
        }

        @Override
        public Target target() {
            return TARGET;
        }

        @Override
        public RandomGenerator random() {
            return ThreadLocalRandom.current();
        }
    }
}
