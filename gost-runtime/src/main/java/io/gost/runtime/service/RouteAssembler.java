package io.gost.runtime.service;

import io.gost.runtime.component.Schedule;
import io.gost.runtime.config.Config;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.ProbeWays;
import io.gost.runtime.route.Prober;
import io.gost.runtime.select.MonotonicClock;

import java.util.random.RandomGenerator;

/** Builds what all services choose their routes from: bypasses, hops, chains, forwarders. */
final class RouteAssembler {
    private final BypassAssembler bypasses;
    private final ChainAssembler chains;
    private final ForwarderAssembler forwarders;

    RouteAssembler(
            Plugins plugins,
            HostNetwork network,
            TlsAssembler tls,
            AvailableKeys available,
            ProblemSink problems,
            FieldLogger logger,
            Parts parts,
            Metrics metrics) {
        PluginObjects objects = new PluginObjects(plugins, problems);
        Schedule schedule = new LoopSchedule(network);
        this.bypasses = new BypassAssembler(available, problems, schedule, logger, parts);
        HopAssembler.Tools tools =
                new HopAssembler.Tools(
                        new SelectorAssembler(objects, available, problems, logger, parts),
                        bypasses,
                        available,
                        problems,
                        logger,
                        new Prober.Pace(
                                schedule, MonotonicClock.SYSTEM, RandomGenerator.getDefault()),
                        new ProbeWays(network),
                        parts);
        TermsAssembler terms = new TermsAssembler(bypasses, problems);
        HopAssembler hops =
                new HopAssembler(
                        tools, sink -> new NodeAssembler(plugins, bypasses, tls, sink, logger));
        this.chains = new ChainAssembler(objects, hops, terms, tools, metrics);
        this.forwarders = new ForwarderAssembler(objects, chains, terms, tools);
    }

    /** Builds everything that has a name, before services ask for it. */
    void assemble(Config config) {
        bypasses.assemble(config);
        chains.assemble(config);
    }

    BypassAssembler bypasses() {
        return bypasses;
    }

    ChainAssembler chains() {
        return chains;
    }

    ForwarderAssembler forwarders() {
        return forwarders;
    }
}
