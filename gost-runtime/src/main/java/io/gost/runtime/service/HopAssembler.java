package io.gost.runtime.service;

import io.gost.runtime.component.FileLoader;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.config.NodeConfig;
import io.gost.runtime.config.SelectorConfig;
import io.gost.runtime.config.binding.RecordReader;
import io.gost.runtime.config.binding.RecordReader.UnknownKeys;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.config.document.JsonReader;
import io.gost.runtime.config.document.Mapping;
import io.gost.runtime.config.document.Sequence;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.Pool.Membership;
import io.gost.runtime.route.ProbeWays;
import io.gost.runtime.route.ProbeWays.Position;
import io.gost.runtime.route.Prober;
import io.gost.runtime.service.LoadedNodes.Built;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Builds hops: their nodes, those of their files, and what probes them. */
final class HopAssembler {
    private static final String KIND = "hop";

    private final SelectorAssembler selectors;
    private final BypassAssembler bypasses;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final FieldLogger logger;
    private final Schedule schedule;
    private final Prober.Pace pace;
    private final ProbeWays ways;
    private final Parts parts;
    private final Function<ProblemSink, NodeAssembler> nodes;

    /** What hops are built with. */
    record Tools(
            SelectorAssembler selectors,
            BypassAssembler bypasses,
            AvailableKeys available,
            ProblemSink problems,
            FieldLogger logger,
            Prober.Pace pace,
            ProbeWays ways,
            Parts parts) {}

    /** A hop that was built, and its place in a chain, which its nodes are probed by. */
    record Hop(Pool<Node> pool, Position position) {}

    /** What a node keeps open, for as long as tunnels go through it. */
    private record NodeResource(Node node) implements Part.Resource {
        @Override
        public String name() {
            return "node " + node.label();
        }

        @Override
        public boolean isInUse() {
            return node.standing().measured().openTunnels() > 0;
        }

        @Override
        public void close() {
            node.close();
        }
    }

    /**
     * Prepares to build hops.
     *
     * @param nodes builds nodes, reporting to the sink it is given
     */
    HopAssembler(Tools tools, Function<ProblemSink, NodeAssembler> nodes) {
        this.selectors = tools.selectors();
        this.bypasses = tools.bypasses();
        this.available = tools.available();
        this.problems = tools.problems();
        this.logger = tools.logger();
        this.pace = tools.pace();
        this.schedule = tools.pace().schedule();
        this.ways = tools.ways();
        this.parts = tools.parts();
        this.nodes = nodes;
    }

    /**
     * Builds a hop, or keeps the one of before.
     *
     * @param config the hop
     * @param otherwise how its nodes are selected when it does not say, or {@code null} for the
     *     usual way
     * @param path where it stands
     */
    Hop hop(HopConfig config, @Nullable SelectorConfig otherwise, String path) {
        List<Object> key = new ArrayList<>(List.of(config));
        if (otherwise != null) {
            key.add(otherwise);
        }
        return parts.keep(KIND, config.name(), key, () -> make(config, otherwise, path));
    }

    /** A hop of the section {@code hops}. */
    Optional<Hop> shared(String name) {
        return parts.find(KIND, name, Hop.class);
    }

    private Hop make(HopConfig config, @Nullable SelectorConfig otherwise, String path) {
        available.check(path, config);
        available.checkMetadata(path + ".metadata", config.metadata(), AvailableKeys.NODE_METADATA);
        if (config.nodes().isEmpty() && config.file() == null) {
            problems.error(path + ".nodes", "hop \"" + config.name() + "\" has no nodes");
        }
        SelectorConfig selector = config.selector() == null ? otherwise : config.selector();
        SelectorAssembler.Plan plan = selectors.plan(selector, config.name(), path);
        Position position = parts.keep("position", config.name(), "", Position::new);
        List<Node> given = new ArrayList<>();
        for (int i = 0; i < config.nodes().size(); i++) {
            NodeConfig node = config.nodes().get(i);
            inline(node, path + ".nodes[" + i + "]", plan, position).ifPresent(given::add);
        }
        LoadedNodes loaded = loaded(config, plan, position);
        Pool<Node> pool =
                parts.add(
                        new Pool<>(
                                "hop " + config.name(),
                                bypasses.group(config.bypass(), config.bypasses(), path),
                                config.file() == null ? plan.over(given) : plan.overGrowing(given),
                                config.file() == null ? Membership.FIXED : Membership.CHANGING),
                        plan.words());
        if (config.file() != null) {
            pool.replace(joined(given, loaded.nodes()));
            parts.atBegin(() -> loaded.feed(nodes -> pool.replace(joined(given, nodes))));
        }
        return new Hop(pool, position);
    }

    private static List<Node> joined(List<Node> first, List<Node> more) {
        return Stream.concat(first.stream(), more.stream()).toList();
    }

    private Optional<Node> inline(
            NodeConfig config, String path, SelectorAssembler.Plan plan, Position position) {
        return parts.keep(
                "node",
                config.name() + "@" + config.addr(),
                List.of(config, plan.watch(), new SameObject(position)),
                () -> {
                    Optional<Built> built =
                            built(nodes.apply(problems), problems, config, path, plan, position);
                    built.flatMap(Built::prober).ifPresent(parts::add);
                    built.map(Built::node).ifPresent(node -> parts.add(new NodeResource(node)));
                    built.map(Built::node)
                            .ifPresent(node -> parts.atLeaving(node.standing()::retire));
                    return built.map(Built::node);
                });
    }

    /** The nodes of the hop's file. */
    private LoadedNodes loaded(HopConfig config, SelectorAssembler.Plan plan, Position position) {
        FieldLogger log = logger.with("kind", "hop").with("hop", config.name());
        if (config.file() == null) {
            return new LoadedNodes(config.name(), (_, _) -> Optional.empty(), schedule);
        }
        return parts.keep(
                "loaded",
                config.name(),
                List.of(config.file(), config.reload(), plan.watch(), new SameObject(position)),
                () -> {
                    LoadedNodes members =
                            new LoadedNodes(
                                    "hop " + config.name(),
                                    (node, place) -> loaded(node, place, plan, position, log),
                                    schedule);
                    load(config, members, log);
                    parts.add(members.probes());
                    parts.add(members);
                    return members;
                });
    }

    private Optional<Built> built(
            NodeAssembler assembler,
            ProblemSink sink,
            NodeConfig config,
            String path,
            SelectorAssembler.Plan plan,
            Position position) {
        return assembler
                .node(config, path, plan)
                .map(
                        node ->
                                new Built(
                                        node,
                                        new ProbeAssembler(sink, pace)
                                                .prober(
                                                        config.probe(),
                                                        path,
                                                        node.standing(),
                                                        to ->
                                                                ways.throughNode(
                                                                        node, position, to))));
    }

    /** A node of the file. One that cannot be built is left out, as in GOST, and said so. */
    private Optional<Built> loaded(
            NodeConfig config,
            String place,
            SelectorAssembler.Plan plan,
            Position position,
            FieldLogger log) {
        List<String> wrong = new ArrayList<>();
        ProblemSink sink =
                new ProblemSink() {
                    @Override
                    public void error(String path, String message) {
                        wrong.add(path + ": " + message);
                    }

                    @Override
                    public void warning(String path, String message) {
                        log.warn("{}: {}", path, message);
                    }
                };
        Optional<Built> built = built(nodes.apply(sink), sink, config, place, plan, position);
        if (wrong.isEmpty()) {
            return built;
        }
        log.warn("skip node {}: {}", config.name(), String.join("; ", wrong));
        built.ifPresent(Built::close);
        return Optional.empty();
    }

    private void load(HopConfig config, LoadedNodes members, FieldLogger log) {
        String file = config.file() == null ? "" : config.file().path();
        // A node may ask for a bypass that the hop has not asked for before.
        Parts.Later later = parts.later();
        FileLoader loader =
                new FileLoader(
                        file,
                        config.reload(),
                        text -> {
                            List<NodeConfig> configs = parse(text, file);
                            later.run(() -> members.load(configs));
                            return configs.size();
                        },
                        schedule,
                        log);
        try {
            loader.read();
        } catch (IOException | GostException e) {
            // It may come later; until then the hop is without these nodes, which is an error for
            // requests when there are no others.
            log.warn("file loader: {}: {}", file, FileLoader.reason(e));
        }
        parts.add(loader);
    }

    private static List<NodeConfig> parse(String text, String file) {
        Diagnostics diagnostics = new Diagnostics();
        List<NodeConfig> configs = new ArrayList<>();
        JsonReader.read(text, file, diagnostics)
                .ifPresent(
                        root -> {
                            if (!(root instanceof Sequence list)) {
                                diagnostics.error(root.location(), "", "is not an array of nodes");
                                return;
                            }
                            RecordReader reader = new RecordReader(diagnostics, UnknownKeys.WARN);
                            for (int i = 0; i < list.items().size(); i++) {
                                if (list.items().get(i) instanceof Mapping node) {
                                    configs.add(reader.read(NodeConfig.class, node, "[" + i + "]"));
                                } else {
                                    diagnostics.error(
                                            list.items().get(i).location(), "", "is not a node");
                                }
                            }
                        });
        if (diagnostics.hasErrors()) {
            throw new GostException(
                    Category.CONFIG,
                    diagnostics.all().stream()
                            .map(Diagnostic::text)
                            .findFirst()
                            .orElse("makes no sense"));
        }
        return configs;
    }
}
