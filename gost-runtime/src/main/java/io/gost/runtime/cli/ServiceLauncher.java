package io.gost.runtime.cli;

import io.gost.runtime.admin.Reloading;
import io.gost.runtime.admin.RunningConfig;
import io.gost.runtime.config.ChainConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.config.MetricsConfig;
import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.service.Assembler;
import io.gost.runtime.service.ConfiguredLogs;
import io.gost.runtime.service.LoopSchedule;
import io.gost.runtime.service.Service;
import io.gost.runtime.service.Services;
import io.gost.runtime.web.WebEndpoints;
import io.gost.spi.GostException;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a configuration: builds the services, starts them, waits for a signal, stops them. */
final class ServiceLauncher implements Launcher {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final Duration LOG_DEADLINE = Duration.ofSeconds(2);

    private final PluginSource source;
    private final Surroundings surroundings;
    private final Lifeline lifeline;
    private final HangUp hangUp;
    private final PrintStream err;

    ServiceLauncher(
            PluginSource source,
            Surroundings surroundings,
            Lifeline lifeline,
            HangUp hangUp,
            PrintStream err) {
        this.source = source;
        this.surroundings = surroundings;
        this.lifeline = lifeline;
        this.hangUp = hangUp;
        this.err = err;
    }

    @Override
    public int run(LoadedConfig loaded, LaunchOptions options) {
        StopSignal signal = StopSignal.install(options.drain());
        lifeline.whenCut(signal::request);
        try {
            ConfiguredLogs.apply(loaded.config());
            return run(loaded, options, signal);
        } finally {
            signal.stopped();
        }
    }

    private int run(LoadedConfig loaded, LaunchOptions options, StopSignal signal) {
        FieldLogger logger = Logs.logger("");
        try {
            Plugins plugins = source.plugins(options.plugins());
            plugins.report(problem -> logger.warn("{}", problem.line()));
            return run(loaded, options, plugins, logger, signal);
        } finally {
            Logs.close(LOG_DEADLINE);
        }
    }

    private int run(
            LoadedConfig loaded,
            LaunchOptions options,
            Plugins plugins,
            FieldLogger logger,
            StopSignal signal) {
        LocatedProblems problems = new LocatedProblems(loaded.sources());
        try (HostNetwork network =
                        HostNetwork.open(Runtime.getRuntime().availableProcessors(), logger);
                Systemd systemd = Systemd.of(surroundings, logger)) {
            systemd.keepAlive(surroundings, network.sockets());
            Metrics metrics = Metrics.of(network.sockets().loops());
            count(loaded.config(), metrics);
            Function<ProblemSink, Assembler> assemblers =
                    sink ->
                            new Assembler(
                                    plugins, network, logger, sink, surroundings.home(), metrics);
            Services services = assemblers.apply(problems).assemble(loaded.config());
            if (reportTo(logger, problems.diagnostics())) {
                return WRONG;
            }
            RunningConfig config =
                    new RunningConfig(
                            loaded.config(),
                            services,
                            options.source(),
                            source.types(options.plugins()),
                            assemblers,
                            logger);
            config.follow(ConfiguredLogs::apply);
            config.follow(
                    changed -> {
                        count(changed, metrics);
                        metrics.keepChains(
                                changed.chains().stream()
                                        .map(ChainConfig::name)
                                        .collect(Collectors.toSet()));
                    });
            Reloading reloading =
                    new Reloading(
                            config,
                            options.reloadPeriod(),
                            new LoopSchedule(network),
                            logger,
                            systemd);
            try (WebEndpoints endpoints =
                    new WebEndpoints(
                            network,
                            config,
                            out -> config.services().writeMetrics(out),
                            surroundings.directory(),
                            loaded.file(),
                            logger)) {
                return serve(
                        config, endpoints, reloading, options.drain(), systemd, logger, signal);
            }
        }
    }

    /** Counts for as long as somebody can ask. */
    private static void count(Config config, Metrics metrics) {
        MetricsConfig endpoint = config.metrics();
        if (endpoint == null || endpoint.addr().isEmpty()) {
            metrics.turnOff();
        } else {
            metrics.turnOn(endpoint.maxClients());
        }
    }

    private int serve(
            RunningConfig config,
            WebEndpoints endpoints,
            Reloading reloading,
            Duration drain,
            Systemd systemd,
            FieldLogger logger,
            StopSignal signal) {
        try (reloading) {
            config.services().start();
            config.follow(endpoints::apply);
            endpoints.apply(config.config());
            systemd.ready(config.services().all().size());
            reloading.start();
            hangUp.then(() -> hungUp(reloading));
            signal.await();
            reloading.close();
            List<Service> services = config.services().all();
            systemd.stopping(services.stream().mapToInt(Service::clientCount).sum());
            config.close(drain);
            return DONE;
        } catch (GostException e) {
            logger.fatal(String.valueOf(e.getMessage()));
            return FAILED;
        } finally {
            config.close(Duration.ZERO);
        }
    }

    private static void hungUp(Reloading reloading) {
        Thread.ofVirtual().name("gost-log-reopen").start(Logs::reopen);
        reloading.request();
    }

    private boolean reportTo(FieldLogger logger, Diagnostics found) {
        for (Diagnostic each : found.all()) {
            if (found.hasErrors()) {
                err.println(each);
            } else {
                logger.warn("{}", each.text());
            }
        }
        return found.hasErrors();
    }
}
