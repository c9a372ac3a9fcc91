package io.gost.runtime.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What is counted for one service. Any thread. */
public final class ServiceMetrics {
    private static final double[] BOUNDS = {
        .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 15, 30, 60
    };

    private final String name;
    private final ClientBound bound;
    private final Consumer<String> release;
    private final Histogram durations = new Histogram(BOUNDS);
    private final Map<String, ClientMetrics> clients = new ConcurrentHashMap<>();

    ServiceMetrics(String name, ClientBound bound, Consumer<String> release) {
        this.name = name;
        this.bound = bound;
        this.release = release;
    }

    /**
     * The instruments of one client, to be asked for once by each of its connections.
     *
     * @param address where the client is, without the port
     * @return its own, those that it shares with others, or {@link ClientMetrics#NONE}
     */
    public ClientMetrics client(String address) {
        if (!bound.isOn()) {
            return ClientMetrics.NONE;
        }
        long now = System.nanoTime();
        ClientMetrics known = clients.get(address);
        if (known == null) {
            String label = bound.label(address, now);
            known = clients.computeIfAbsent(label, this::begin);
        }
        known.usedAt(now);
        return known;
    }

    /**
     * Whether anything is counted now.
     *
     * @return whether metrics are on
     */
    public boolean isOn() {
        return bound.isOn();
    }

    /** The service has ended for good. Called once for each {@link Metrics#hold}. */
    public void release() {
        release.accept(name);
    }

    String name() {
        return name;
    }

    Map<String, ClientMetrics> clients() {
        return clients;
    }

    Histogram.Snapshot durations() {
        return durations.snapshot();
    }

    /** Forgets clients that have left long ago, and says how many. */
    int forgetUnusedSince(long nanos, Predicate<String> labels) {
        List<String> gone =
                clients.entrySet().stream()
                        .filter(entry -> labels.test(entry.getKey()))
                        .filter(entry -> isUnused(entry.getValue(), nanos))
                        .map(Map.Entry::getKey)
                        .toList();
        gone.forEach(clients::remove);
        return gone.size();
    }

    private static boolean isUnused(ClientMetrics client, long since) {
        return client.lastUsed() - since < 0 && client.inFlight() == 0;
    }

    private ClientMetrics begin(String label) {
        bound.began(label);
        return new ClientMetrics(durations);
    }
}
