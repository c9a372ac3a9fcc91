package io.gost.runtime.metrics;

import io.netty.util.concurrent.EventExecutor;

import java.io.IOException;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that one process counts. Off until it is {@linkplain #turnOn turned on}, which may
 * happen at any time: requests that begin after that are counted. Any thread.
 */
public final class Metrics {
    private final String host;
    private final Map<String, Held> services = new ConcurrentHashMap<>();
    private final Map<String, ChainMetrics> chains = new ConcurrentHashMap<>();
    private final Collection<ServiceMetrics> held = new HeldServices();
    private final ClientBound bound = new ClientBound(held, System.nanoTime());
    private final JvmFamilies jvm;

    /** What is counted for a service, and how many live services have that name. */
    private record Held(ServiceMetrics metrics, int holders) {}

    private Metrics(String host, Iterable<? extends EventExecutor> eventLoops) {
        this.host = host;
        this.jvm = new JvmFamilies(eventLoops);
    }

    /**
     * Metrics of this process.
     *
     * @param eventLoops what runs the connections
     * @return off
     */
    public static Metrics of(Iterable<? extends EventExecutor> eventLoops) {
        return new Metrics(HostName.get(), eventLoops);
    }

    /**
     * Counts from now on.
     *
     * @param clients how many pairs of service and client have series of their own, the others
     *     being counted together as client {@code other}; 0 for 1000; less than 0 for series that
     *     do not tell their client at all
     */
    public void turnOn(int clients) {
        bound.turnOn(clients);
    }

    /** Counts nothing from now on. */
    public void turnOff() {
        bound.turnOff();
    }

    /**
     * Whether anything is counted.
     *
     * @return {@code false} unless turned on
     */
    public boolean isOn() {
        return bound.isOn();
    }

    /**
     * What is counted for a service. Services of one name, as there are while one replaces another,
     * share it; {@link ServiceMetrics#release} has to follow for each of them.
     *
     * @param name the service's name
     * @return always the same while somebody holds it
     */
    public ServiceMetrics hold(String name) {
        return services.compute(
                        name,
                        (_, held) ->
                                held == null
                                        ? new Held(
                                                new ServiceMetrics(name, bound, this::release), 1)
                                        : new Held(held.metrics, held.holders + 1))
                .metrics;
    }

    /** What was counted for a service is forgotten with the last of its name. */
    private void release(String name) {
        services.computeIfPresent(
                name,
                (_, held) -> {
                    if (held.holders > 1) {
                        return new Held(held.metrics, held.holders - 1);
                    }
                    bound.ended(held.metrics);
                    return null;
                });
    }

    /**
     * What is counted for a chain.
     *
     * @param name the chain's name
     * @return always the same
     */
    public ChainMetrics chain(String name) {
        return chains.computeIfAbsent(name, chain -> new ChainMetrics(chain, bound::isOn));
    }

    /**
     * Forgets what was counted for other chains than these.
     *
     * @param names of all chains that there are
     */
    public void keepChains(Collection<String> names) {
        chains.keySet().retainAll(names);
    }

    /**
     * Writes everything in the text format of Prometheus, version 0.0.4: families by name, series
     * by the values of their labels.
     *
     * @param out gets the text
     * @param state how services and nodes stand now
     * @throws IOException when {@code out} does
     */
    public void writeTo(Appendable out, LiveState state) throws IOException {
        List<Family> families = new ArrayList<>();
        families.addAll(new ServiceFamilies(held, bound.isLabelled()).all(state.services()));
        families.addAll(ChainFamilies.of(chains.values()));
        families.addAll(NodeFamilies.of(state.nodes()));
        families.addAll(new ProcessFamilies().all());
        families.addAll(jvm.all());
        families.sort(Comparator.comparing(Family::name));
        for (Family family : families) {
            Samples samples = new Samples(family, host);
            family.source().accept(samples);
            samples.writeTo(out);
        }
    }

    /** The services that are held, as they are at any time. */
    private final class HeldServices extends AbstractCollection<ServiceMetrics> {
        @Override
        public Iterator<ServiceMetrics> iterator() {
            return services.values().stream().map(Held::metrics).iterator();
        }

        @Override
        public int size() {
            return services.size();
        }
    }
}
