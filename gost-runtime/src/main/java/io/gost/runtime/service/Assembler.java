package io.gost.runtime.service;

import io.gost.runtime.component.Authenticator;
import io.gost.runtime.config.Config;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Builds services and everything they use from a configuration. Nothing is bound or dialed yet.
 *
 * <p>All problems are reported before anybody gives up, so that a user sees all of them at once.
 */
public final class Assembler {
    private final Plugins plugins;
    private final HostNetwork network;
    private final FieldLogger logger;
    private final ProblemSink problems;
    private final Path home;
    private final Metrics metrics;

    /**
     * Prepares for one configuration.
     *
     * @param plugins where types come from
     * @param network this host's network
     * @param logger the root of all loggers
     * @param problems hears everything that is wrong
     * @param home the user's home directory
     * @param metrics counts what the services do
     */
    public Assembler(
            Plugins plugins,
            HostNetwork network,
            FieldLogger logger,
            ProblemSink problems,
            Path home,
            Metrics metrics) {
        this.plugins = plugins;
        this.network = network;
        this.logger = logger;
        this.problems = problems;
        this.home = home;
        this.metrics = metrics;
    }

    /**
     * Builds everything.
     *
     * @param config the configuration
     * @return the services in configuration order; of no use when problems were reported
     */
    public Services assemble(Config config) {
        return assemble(config, Parts.first(new LoopSchedule(network), logger));
    }

    /**
     * Builds what is different from the services that run, and takes over from them what is not.
     *
     * @param config the configuration
     * @param before what runs, its lock {@linkplain Services#building held}
     * @return the services in configuration order; to be {@linkplain Services#discard discarded}
     *     when problems were reported
     */
    public Services assemble(Config config, Services before) {
        return assemble(config, before.parts().next());
    }

    private Services assemble(Config config, Parts parts) {
        try {
            AvailableKeys available = new AvailableKeys(problems);
            AutherAssembler authers =
                    new AutherAssembler(
                            available, problems, new LoopSchedule(network), logger, parts);
            Map<String, Authenticator> byName = authers.assemble(config);
            List<ServiceState> services = services(config, available, authers, parts);
            return new Services(services, byName, parts, metrics, logger);
        } catch (RuntimeException | Error e) {
            parts.discard();
            throw e;
        }
    }

    private List<ServiceState> services(
            Config config, AvailableKeys available, AutherAssembler authers, Parts parts) {
        available.check("", config);
        TlsAssembler tls = new TlsAssembler(config, home, problems, logger, parts);
        RouteAssembler routes =
                new RouteAssembler(
                        plugins, network, tls, available, problems, logger, parts, metrics);
        routes.assemble(config);
        ObserverAssembler observers = new ObserverAssembler(available, problems, logger, parts);
        observers.assemble(config);
        ServiceAssembler assembler =
                new ServiceAssembler(
                        new PluginObjects(plugins, problems),
                        routes,
                        authers,
                        tls,
                        observers,
                        new ServiceAssembler.Tools(
                                network, available, problems, logger, parts, metrics));
        List<ServiceState> services = new ArrayList<>();
        for (int i = 0; i < config.services().size(); i++) {
            assembler
                    .service(config.services().get(i), "services[" + i + "]")
                    .ifPresent(services::add);
        }
        return services;
    }
}
