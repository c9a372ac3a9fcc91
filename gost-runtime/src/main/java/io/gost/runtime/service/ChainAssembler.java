package io.gost.runtime.service;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.ChainEntryConfig;
import io.gost.runtime.config.ChainGroupConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.HopConfig;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.plugin.OptionGroup;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.Chain;
import io.gost.runtime.route.ChainEntry;
import io.gost.runtime.route.ChainGroup;
import io.gost.runtime.route.Node;
import io.gost.runtime.route.Pool;
import io.gost.runtime.route.ProbeWays;
import io.gost.runtime.route.ProbeWays.Position;
import io.gost.runtime.route.Prober;
import io.gost.runtime.route.Way;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.service.HopAssembler.Hop;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds chains and chain groups. */
final class ChainAssembler {
    private static final String KIND = "chain";

    private final PluginObjects objects;
    private final SelectorAssembler selectors;
    private final HopAssembler hops;
    private final TermsAssembler terms;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final Prober.Pace pace;
    private final ProbeWays ways;
    private final Parts parts;
    private final Metrics metrics;

    /** A chain, its hops, and what its metadata say of it in groups. */
    private record Built(Chain chain, List<Hop> hops, Traits traits) {}

    ChainAssembler(
            PluginObjects objects,
            HopAssembler hops,
            TermsAssembler terms,
            HopAssembler.Tools tools,
            Metrics metrics) {
        this.metrics = metrics;
        this.objects = objects;
        this.hops = hops;
        this.terms = terms;
        this.selectors = tools.selectors();
        this.available = tools.available();
        this.problems = tools.problems();
        this.pace = tools.pace();
        this.ways = tools.ways();
        this.parts = tools.parts();
    }

    /** Builds all hops and chains. One with a problem is missing parts; the problem is reported. */
    void assemble(Config config) {
        for (int i = 0; i < config.hops().size(); i++) {
            HopConfig hop = config.hops().get(i);
            hops.hop(hop, null, "hops[" + i + "]");
        }
        Map<Position, Runnable> places = new LinkedHashMap<>();
        for (int i = 0; i < config.chains().size(); i++) {
            ChainConfig chain = config.chains().get(i);
            String path = "chains[" + i + "]";
            Built built = parts.keep(KIND, chain.name(), chain, () -> chain(chain, path));
            for (int at = 0; at < built.hops().size(); at++) {
                Position position = built.hops().get(at).position();
                int index = at;
                // The first chain that a hop is in is the one that its nodes are probed by.
                places.putIfAbsent(position, () -> position.set(built.chain(), index));
            }
        }
        places.values().forEach(parts::atBegin);
    }

    /**
     * The way of a service: nothing for a direct one, the chain, or all that are named.
     *
     * @param chain what {@code chain} names; empty for none
     * @param group further chains
     * @param service the service's name
     * @param path where the chain and the group stand
     */
    Optional<Way> way(String chain, @Nullable ChainGroupConfig group, String service, String path) {
        if (group == null) {
            return chain.isEmpty()
                    ? Optional.empty()
                    : chain(chain, path + ".chain").map(Built::chain);
        }
        String groupPath = path + ".chainGroup";
        SelectorAssembler.Plan plan = selectors.plan(group.selector(), service, groupPath);
        List<ChainEntry> entries = new ArrayList<>();
        if (!chain.isEmpty()) {
            ChainEntryConfig first = new ChainEntryConfig(chain, null, null);
            entry(first, path + ".chain", plan).ifPresent(entries::add);
        }
        for (int i = 0; i < group.chains().size(); i++) {
            ChainEntryConfig entry = group.chains().get(i);
            entry(entry, groupPath + ".chains[" + i + "]", plan).ifPresent(entries::add);
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ChainGroup(
                        parts.add(
                                new Pool<>(
                                        "chain group of service " + service,
                                        Bypass.NONE,
                                        plan.over(entries)),
                                plan.words())));
    }

    /** A hop of the section {@code hops}. */
    Optional<Pool<Node>> sharedHop(String name, String path) {
        return hop(name, path).map(Hop::pool);
    }

    private Optional<Hop> hop(String name, String path) {
        Optional<Hop> hop = hops.shared(name);
        if (hop.isEmpty()) {
            problems.error(
                    path,
                    "hop \"" + name + "\" does not exist; give it nodes or define it under hops");
        }
        return hop;
    }

    private Optional<Built> chain(String name, String path) {
        Optional<Built> chain = parts.find(KIND, name, Built.class);
        if (chain.isEmpty()) {
            problems.error(path, "chain \"" + name + "\" does not exist");
        }
        return chain;
    }

    private Optional<ChainEntry> entry(
            ChainEntryConfig config, String path, SelectorAssembler.Plan plan) {
        return chain(config.chain(), path)
                .map(
                        built ->
                                parts.keep(
                                        "entry",
                                        config.chain(),
                                        List.of(config, new SameObject(built), plan.watch()),
                                        () -> entry(built, config, path, plan)));
    }

    private ChainEntry entry(
            Built built, ChainEntryConfig config, String path, SelectorAssembler.Plan plan) {
        Chain chain = built.chain();
        Standing standing = plan.standing("chain " + chain.name(), built.traits());
        parts.atLeaving(standing::retire);
        new ProbeAssembler(problems, pace)
                .prober(config.probe(), path, standing, to -> ways.throughChain(chain, to))
                .ifPresent(parts::add);
        return new ChainEntry(chain, terms.terms(config.matcher(), path), standing);
    }

    private Built chain(ChainConfig config, String path) {
        available.check(path, config);
        List<Hop> passed = new ArrayList<>();
        for (int i = 0; i < config.hops().size(); i++) {
            HopConfig hop = config.hops().get(i);
            String hopPath = path + ".hops[" + i + "]";
            if (hop.inline()) {
                passed.add(hops.hop(hop, config.selector(), hopPath));
            } else {
                hop(hop.name(), hopPath).ifPresent(passed::add);
            }
        }
        Chain chain =
                new Chain(
                        config.name(),
                        passed.stream().map(Hop::pool).toList(),
                        metrics.chain(config.name()));
        OptionGroup group = objects.group();
        Traits traits = group.read(CandidateOptions::read, path + ".metadata", config.metadata());
        group.reportUnread(Set.of());
        return new Built(chain, passed, traits);
    }
}
