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
import io.gost.runtime.route.Prober;
import io.gost.runtime.route.Way;
import io.gost.runtime.select.Standing;
import io.gost.runtime.select.Traits;
import io.gost.runtime.service.HopAssembler.Hop;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds chains and chain groups. */
final class ChainAssembler {
    private final PluginObjects objects;
    private final SelectorAssembler selectors;
    private final HopAssembler hops;
    private final TermsAssembler terms;
    private final AvailableKeys available;
    private final ProblemSink problems;
    private final Prober.Pace pace;
    private final ProbeWays ways;
    private final RouteParts parts;
    private final Metrics metrics;
    private final Map<String, Hop> sharedHops = new HashMap<>();
    private final Map<String, Built> chains = new HashMap<>();

    /** A chain and what its metadata say of it in groups. */
    private record Built(Chain chain, Traits traits) {}

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
            sharedHops.put(hop.name(), hops.hop(hop, null, "hops[" + i + "]"));
        }
        for (int i = 0; i < config.chains().size(); i++) {
            ChainConfig chain = config.chains().get(i);
            chains.put(chain.name(), chain(chain, "chains[" + i + "]"));
        }
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
        Hop hop = sharedHops.get(name);
        if (hop == null) {
            problems.error(
                    path,
                    "hop \"" + name + "\" does not exist; give it nodes or define it under hops");
        }
        return Optional.ofNullable(hop).map(Hop::pool);
    }

    private Optional<Built> chain(String name, String path) {
        Built chain = chains.get(name);
        if (chain == null) {
            problems.error(path, "chain \"" + name + "\" does not exist");
        }
        return Optional.ofNullable(chain);
    }

    private Optional<ChainEntry> entry(
            ChainEntryConfig config, String path, SelectorAssembler.Plan plan) {
        return chain(config.chain(), path)
                .map(
                        built -> {
                            Chain chain = built.chain();
                            Standing standing =
                                    plan.standing("chain " + chain.name(), built.traits());
                            new ProbeAssembler(problems, pace)
                                    .prober(
                                            config.probe(),
                                            path,
                                            standing,
                                            to -> ways.throughChain(chain, to))
                                    .ifPresent(parts::add);
                            return new ChainEntry(
                                    chain, terms.terms(config.matcher(), path), standing);
                        });
    }

    private Built chain(ChainConfig config, String path) {
        available.check(path, config);
        List<Hop> passed = new ArrayList<>();
        for (int i = 0; i < config.hops().size(); i++) {
            HopConfig hop = config.hops().get(i);
            String hopPath = path + ".hops[" + i + "]";
            if (hop.inline()) {
                passed.add(hops.hop(hop, config.selector(), hopPath));
            } else if (sharedHop(hop.name(), hopPath).isPresent()) {
                passed.add(sharedHops.get(hop.name()));
            }
        }
        Chain chain =
                new Chain(
                        config.name(),
                        passed.stream().map(Hop::pool).toList(),
                        metrics.chain(config.name()));
        for (int i = 0; i < passed.size(); i++) {
            passed.get(i).position().set(chain, i);
        }
        OptionGroup group = objects.group();
        Traits traits = group.read(CandidateOptions::read, path + ".metadata", config.metadata());
        group.reportUnread(Set.of());
        return new Built(chain, traits);
    }
}
