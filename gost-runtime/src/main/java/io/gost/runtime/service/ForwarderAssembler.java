package io.gost.runtime.service;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.config.ForwardNodeConfig;
import io.gost.runtime.config.ForwarderConfig;
import io.gost.runtime.config.HopEntryConfig;
import io.gost.runtime.config.HopGroupConfig;
import io.gost.runtime.config.NodeFilterConfig;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Destinations;
import io.gost.runtime.route.ForwardNode;
import io.gost.runtime.route.Forwarder;
import io.gost.runtime.route.HopEntry;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.ProbeWays;
import io.gost.runtime.route.Prober;
import io.gost.runtime.route.Router;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds forwarders: of a hop group, else of a named hop, else of the nodes given in place. */
final class ForwarderAssembler {
    private final PluginObjects objects;
    private final ChainAssembler chains;
    private final TermsAssembler terms;
    private final SelectorAssembler selectors;
    private final BypassAssembler bypasses;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final Prober.Pace pace;
    private final ProbeWays ways;
    private final Parts parts;

    ForwarderAssembler(
            PluginObjects objects,
            ChainAssembler chains,
            TermsAssembler terms,
            HopAssembler.Tools tools) {
        this.objects = objects;
        this.chains = chains;
        this.terms = terms;
        this.selectors = tools.selectors();
        this.bypasses = tools.bypasses();
        this.available = tools.available();
        this.problems = tools.problems();
        this.pace = tools.pace();
        this.ways = tools.ways();
        this.parts = tools.parts();
    }

    /**
     * Builds a forwarder.
     *
     * @param config the forwarder
     * @param service the service's name
     * @param path where it stands
     * @param router the way to its targets
     */
    Optional<Forwarder> forwarder(
            ForwarderConfig config, String service, String path, Router router) {
        available.check(path, config);
        return destinations(config, service, path, router).map(Forwarder::new);
    }

    private Optional<Destinations> destinations(
            ForwarderConfig config, String service, String path, Router router) {
        if (config.hopGroup() != null) {
            return Optional.of(group(config.hopGroup(), service, path + ".hopGroup", router));
        }
        if (!config.hop().isEmpty()) {
            return chains.sharedHop(config.hop(), path + ".hop").map(Destinations.OfHop::new);
        }
        if (config.nodes().isEmpty() && !config.name().isEmpty()) {
            return chains.sharedHop(config.name(), path + ".name").map(Destinations.OfHop::new);
        }
        if (config.nodes().isEmpty()) {
            problems.error(path + ".nodes", "the forwarder has no targets");
        }
        SelectorAssembler.Plan plan = selectors.plan(config.selector(), service, path);
        List<ForwardNode> nodes = new ArrayList<>();
        for (int i = 0; i < config.nodes().size(); i++) {
            node(config.nodes().get(i), path + ".nodes[" + i + "]", plan, router)
                    .ifPresent(nodes::add);
        }
        return Optional.of(
                new Destinations.OfHop(
                        parts.add(
                                new Pool<>(
                                        "forwarder of service " + service,
                                        Bypass.NONE,
                                        plan.over(nodes)),
                                plan.words())));
    }

    private Destinations group(HopGroupConfig config, String service, String path, Router router) {
        SelectorAssembler.Plan plan = selectors.plan(config.selector(), service, path);
        List<HopEntry> entries = new ArrayList<>();
        if (config.hops().isEmpty()) {
            problems.error(path + ".hops", "the hop group has no hops");
        }
        for (int i = 0; i < config.hops().size(); i++) {
            HopEntryConfig entry = config.hops().get(i);
            String entryPath = path + ".hops[" + i + "]";
            chains.sharedHop(entry.hop(), entryPath + ".hop")
                    .ifPresent(hop -> entries.add(kept(hop, entry, entryPath, plan, router)));
        }
        return new Destinations.OfGroup(
                parts.add(
                        new Pool<>(
                                "hop group of service " + service, Bypass.NONE, plan.over(entries)),
                        plan.words()));
    }

    private HopEntry kept(
            Pool<Node> hop,
            HopEntryConfig config,
            String path,
            SelectorAssembler.Plan plan,
            Router router) {
        List<Object> key = key(config, plan, config.probe() == null ? null : router);
        key.add(new SameObject(hop));
        return parts.keep("entry", config.hop(), key, () -> entry(hop, config, path, plan, router));
    }

    /** The way counts only for those that are probed over it. */
    private static List<Object> key(
            Record config, SelectorAssembler.Plan plan, @Nullable Router router) {
        List<Object> key = new ArrayList<>(List.of(config, plan.watch()));
        if (router != null) {
            key.add(new SameObject(router));
        }
        return key;
    }

    private HopEntry entry(
            Pool<Node> hop,
            HopEntryConfig config,
            String path,
            SelectorAssembler.Plan plan,
            Router router) {
        Standing standing = plan.standing(hop.name(), Traits.NONE);
        parts.atLeaving(standing::retire);
        new ProbeAssembler(problems, pace)
                .prober(config.probe(), path, standing, _ -> ways.toAnyOf(hop, router))
                .ifPresent(parts::add);
        return new HopEntry(hop, terms.terms(config.matcher(), path), standing);
    }

    private Optional<ForwardNode> node(
            ForwardNodeConfig config, String path, SelectorAssembler.Plan plan, Router router) {
        return parts.keep(
                "target",
                config.name() + "@" + config.addr(),
                key(config, plan, config.probe() == null ? null : router),
                () -> make(config, path, plan, router));
    }

    private Optional<ForwardNode> make(
            ForwardNodeConfig config, String path, SelectorAssembler.Plan plan, Router router) {
        available.check(path, config);
        available.checkMetadata(path + ".metadata", config.metadata(), AvailableKeys.NODE_METADATA);
        OptionGroup group = objects.group();
        Traits traits = group.read(CandidateOptions::read, path + ".metadata", config.metadata());
        group.reportUnread(AvailableKeys.NODE_METADATA);
        Optional<Target> target = target(config, path);
        if (target.isEmpty()) {
            return Optional.empty();
        }
        Standing standing =
                plan.standing(
                        config.name() + "@" + config.addr(),
                        TermsAssembler.withPriority(traits, config.matcher()));
        parts.atLeaving(standing::retire);
        // A target is no proxy: what is probed is the target itself.
        new ProbeAssembler(problems, pace)
                .prober(
                        config.probe(),
                        path,
                        standing,
                        _ -> ways.toDestination(router, target.get()))
                .ifPresent(parts::add);
        return Optional.of(
                new ForwardNode(
                        config.name(),
                        target.get().toString(),
                        target.get(),
                        network(config, path),
                        terms.terms(
                                bypasses.group(config.bypass(), config.bypasses(), path),
                                config.matcher(),
                                filter(config),
                                path),
                        standing));
    }

    private static @Nullable NodeFilterConfig filter(ForwardNodeConfig config) {
        return config.filter() != null
                ? config.filter()
                : new NodeFilterConfig(config.host(), config.protocol(), config.path());
    }

    private Optional<Target> target(ForwardNodeConfig config, String path) {
        try {
            return Optional.of(Target.parse(Network.TCP, config.addr()));
        } catch (GostException e) {
            problems.error(path + ".addr", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** The node's own network, if it names one. */
    private @Nullable Network network(ForwardNodeConfig config, String path) {
        Network over =
                Network.of(config.network()).filter(ForwarderAssembler::isBuilt).orElse(null);
        if (over == null && !config.network().isEmpty()) {
            problems.error(
                    path + ".network",
                    "\""
                            + config.network()
                            + "\" is not available in this version; wanted tcp or udp");
        }
        return over;
    }

    /** Whether targets can be reached over a network. */
    private static boolean isBuilt(Network network) {
        return switch (network) {
            case TCP, TCP4, TCP6, UDP, UDP4, UDP6 -> true;
            case UNIX, SERIAL, IP -> false;
        };
    }
}
