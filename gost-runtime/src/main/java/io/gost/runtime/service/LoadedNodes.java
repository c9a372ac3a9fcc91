package io.gost.runtime.service;

import io.gost.runtime.component.Background;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Prober;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The nodes of a hop's file. A node whose entry in the file is the same as before is the same node:
 * it keeps its sessions, its failures and its probe. One that is gone is closed when no tunnel goes
 * through it any more.
 *
 * <p>Changed by the thread that reads the file and the one that starts and stops; event loops only
 * ever see the nodes.
 */
final class LoadedNodes implements Part.Resource {
    /** How long a node that is gone waits for its tunnels, before it is looked at again. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    private final String name;
    private final Builder builder;
    private final Schedule schedule;
    // Held while probes are started and nodes are closed, which blocks nobody but the next change.
    private final ReentrantLock changing = new ReentrantLock();
    private final List<Built> retired = new ArrayList<>();
    private Consumer<List<Node>> user = _ -> {};
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
     * No nodes yet.
     *
     * @param name the hop's, in words
     * @param builder makes nodes
     * @param schedule for looking after those that are gone
     */
    LoadedNodes(String name, Builder builder, Schedule schedule) {
        this.name = name;
        this.builder = builder;
        this.schedule = schedule;
    }

    @Override
    public String name() {
        return name;
    }

    /** What probes them while the hop belongs to what runs. */
    Background probes() {
        return new Background() {
            @Override
            public String name() {
                return "probes of " + name;
            }

            @Override
            public void start() {
                exclusively(
                        () -> {
                            started = true;
                            eachProber(Prober::start);
                        });
            }

            @Override
            public void close() {
                exclusively(() -> eachProber(Prober::close));
            }
        };
    }

    private void exclusively(Runnable work) {
        changing.lock();
        try {
            work.run();
        } finally {
            changing.unlock();
        }
    }

    private void eachProber(Consumer<Prober> work) {
        loaded.values().forEach(built -> built.prober().ifPresent(work));
    }

    /** The nodes as they are now. */
    List<Node> nodes() {
        changing.lock();
        try {
            return current();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Says who gets the nodes from now on, those of now at once.
     *
     * @param to takes all of them whenever there are others
     */
    void feed(Consumer<List<Node>> to) {
        exclusively(
                () -> {
                    user = to;
                    to.accept(current());
                });
    }

    /**
     * Takes what the file says now.
     *
     * @param configs all nodes of the file
     */
    void load(List<NodeConfig> configs) {
        exclusively(
                () -> {
                    if (!closed) {
                        replace(configs);
                    }
                });
    }

    /** While a tunnel goes through one of them. */
    @Override
    public boolean isInUse() {
        changing.lock();
        try {
            return Stream.concat(loaded.values().stream(), retired.stream())
                    .anyMatch(built -> hasTunnels(built.node()));
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        exclusively(
                () -> {
                    closed = true;
                    Stream.concat(loaded.values().stream(), retired.stream()).forEach(Built::close);
                });
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
        user.accept(current());
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
        exclusively(
                () -> {
                    sweeping = false;
                    if (!closed) {
                        retired.removeIf(LoadedNodes::closeUnused);
                        sweepLater();
                    }
                });
    }

    private Built begun(Built built) {
        if (started) {
            built.prober().ifPresent(Prober::start);
        }
        return built;
    }

    private static boolean closeUnused(Built built) {
        if (hasTunnels(built.node())) {
            return false;
        }
        built.close();
        return true;
    }

    private static boolean hasTunnels(Node node) {
        return node.standing().measured().openTunnels() > 0;
    }

    private List<Node> current() {
        return loaded.values().stream().map(Built::node).toList();
    }
}
