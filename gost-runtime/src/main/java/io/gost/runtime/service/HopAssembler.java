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
import io.gost.runtime.service.HopNodes.Built;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Builds hops: their nodes, those of their files, and what probes them. */
final class HopAssembler {
    private final SelectorAssembler selectors;
    private final BypassAssembler bypasses;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final FieldLogger logger;
    private final Schedule schedule;
    private final Prober.Pace pace;
    private final ProbeWays ways;
    private final RouteParts parts;
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
            RouteParts parts) {}

    /** A hop that was built, and its place in a chain, which its nodes are probed by. */
    record Hop(Pool<Node> pool, Position position) {}

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
     * Builds a hop.
     *
     * @param config the hop
     * @param otherwise how its nodes are selected when it does not say, or {@code null} for the
     *     usual way
     * @param path where it stands
     */
    Hop hop(HopConfig config, @Nullable SelectorConfig otherwise, String path) {
        available.check(path, config);
        available.checkMetadata(path + ".metadata", config.metadata(), AvailableKeys.NODE_METADATA);
        if (config.nodes().isEmpty() && config.file() == null) {
            problems.error(path + ".nodes", "hop \"" + config.name() + "\" has no nodes");
        }
        SelectorConfig selector = config.selector() == null ? otherwise : config.selector();
        SelectorAssembler.Plan plan = selectors.plan(selector, config.name(), path);
        Position position = new Position();
        NodeAssembler assembler = nodes.apply(problems);
        List<Built> inline = new ArrayList<>();
        for (int i = 0; i < config.nodes().size(); i++) {
            String nodePath = path + ".nodes[" + i + "]";
            built(assembler, problems, config.nodes().get(i), nodePath, plan, position)
                    .ifPresent(inline::add);
        }
        List<Node> given = inline.stream().map(Built::node).toList();
        Pool<Node> pool =
                parts.add(
                        new Pool<>(
                                "hop " + config.name(),
                                bypasses.group(config.bypass(), config.bypasses(), path),
                                config.file() == null ? plan.over(given) : plan.overGrowing(given),
                                config.file() == null ? Membership.FIXED : Membership.CHANGING),
                        plan.words());
        FieldLogger log = logger.with("kind", "hop").with("hop", config.name());
        HopNodes members =
                new HopNodes(
                        pool,
                        inline,
                        (node, place) -> loaded(node, place, plan, position, log),
                        schedule);
        parts.add(members);
        if (config.file() != null) {
            load(config, members, log);
        }
        return new Hop(pool, position);
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

    private void load(HopConfig config, HopNodes members, FieldLogger log) {
        String file = config.file() == null ? "" : config.file().path();
        FileLoader loader =
                new FileLoader(
                        file,
                        config.reload(),
                        text -> {
                            List<NodeConfig> configs = parse(text, file);
                            members.load(configs);
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
