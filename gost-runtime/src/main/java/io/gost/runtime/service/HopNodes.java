package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.Prober;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The nodes of one hop, those of its file included. A node whose entry in the file is the same as
 * before is the same node: it keeps its sessions, its failures and its probe. One that is gone is
 * closed when no tunnel goes through it any more.
 *
 * <p>Changed by the thread that reads the file and the one that stops the services; event loops
 * only ever see the {@link Pool}.
 */
final class HopNodes implements Background {
    /** How long a node that is gone waits for its tunnels, before it is looked at again. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final Pool<Node> pool;
    private final List<Built> inline;
    private final Builder builder;
    private final Schedule schedule;
    // Held while probes are started and nodes are closed, which blocks nobody but the next change.
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Built> retired = new ArrayList<>();
    private Map<NodeConfig, Built> loaded = new LinkedHashMap<>();
    private boolean started;
    private boolean closed;
    private boolean sweeping;

    /**
     * A node and what probes it.
     *
     * @param prober nobody, for a node without a probe
     */
    record Built(Node node, Optional<Prober> prober) {
        void close() {
            prober.ifPresent(Prober::close);
            node.close();
        }
    }

    /** Makes nodes of configuration. */
    @FunctionalInterface
    interface Builder {
        /**
         * Makes a node, and reports why not.
         *
         * @param config the node
         * @param path where it stands
         */
        Optional<Built> build(NodeConfig config, String path);
    }

    /**
     * The nodes of a hop.
     *
     * @param pool has the inline nodes and gets the others
     * @param inline the nodes that are always there
     * @param builder makes the others
     * @param schedule for looking after those that are gone
     */
    HopNodes(Pool<Node> pool, List<Built> inline, Builder builder, Schedule schedule) {
        this.pool = pool;
        this.inline = List.copyOf(inline);
        this.builder = builder;
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return pool.name();
    }

    /** Begins to probe. */
    @Override
    public void start() {
        changing.lock();
        try {
            started = true;
            all().forEach(built -> built.prober().ifPresent(Prober::start));
        } finally {
            changing.unlock();
        }
    }

    /**
     * Takes what the file says now.
     *
     * @param configs all nodes of the file
     */
    void load(List<NodeConfig> configs) {
        changing.lock();
        try {
            if (!closed) {
                replace(configs);
            }
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            Stream.concat(all(), retired.stream()).forEach(Built::close);
        } finally {
            changing.unlock();
        }
    }

    private void replace(List<NodeConfig> configs) {
        Map<NodeConfig, Built> fresh = new LinkedHashMap<>();
        for (int i = 0; i < configs.size(); i++) {
            NodeConfig config = configs.get(i);
            Built known = loaded.get(config);
            if (known != null) {
                fresh.put(config, known);
            } else if (!fresh.containsKey(config)) {
                builder.build(config, "[" + i + "]")
                        .ifPresent(built -> fresh.put(config, begun(built)));
            }
        }
        loaded.forEach(
                (config, built) -> {
                    if (!fresh.containsKey(config)) {
                        built.prober().ifPresent(Prober::close);
                        retired.add(built);
                    }
                });
        loaded = fresh;
        pool.replace(all().map(Built::node).toList());
        sweepLater();
    }

    /** Not at once: a request may have chosen a node and be about to use it. */
    private void sweepLater() {
        if (!retired.isEmpty() && !sweeping) {
            sweeping = true;
            schedule.after(SWEEP, () -> Thread.ofVirtual().name("gost-sweep").start(this::sweep));
        }
    }

    private void sweep() {
        changing.lock();
        try {
            sweeping = false;
            if (!closed) {
                retired.removeIf(HopNodes::closeUnused);
                sweepLater();
            }
        } finally {
            changing.unlock();
        }
    }

    private Built begun(Built built) {
        if (started) {
            built.prober().ifPresent(Prober::start);
        }
        return built;
    }

    private static boolean closeUnused(Built built) {
        if (built.node().standing().measured().openTunnels() > 0) {
            return false;
        }
        built.close();
        return true;
    }

    private Stream<Built> all() {
        return Stream.concat(inline.stream(), loaded.values().stream());
    }
}
