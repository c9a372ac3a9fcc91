package io.gost.runtime.cli;

import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.config.document.Diagnostics;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.service.Assembler;
import io.gost.runtime.service.ConfiguredLogs;
import io.gost.runtime.service.Service;
import io.gost.runtime.service.Services;
import io.gost.spi.GostException;

import java.io.PrintStream;
import java.time.Duration;

/** Runs a configuration: builds the services, starts them, waits for a signal, stops them. */
final class ServiceLauncher implements Launcher {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;
    private static final Duration LOG_DEADLINE = Duration.ofSeconds(2);

    private final PluginSource source;
    private final Surroundings surroundings;
    private final Lifeline lifeline;
    private final PrintStream err;

    ServiceLauncher(
            PluginSource source, Surroundings surroundings, Lifeline lifeline, PrintStream err) {
        this.source = source;
        this.surroundings = surroundings;
        this.lifeline = lifeline;
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
            Services services =
                    new Assembler(
                                    plugins,
                                    network,
                                    logger,
                                    problems,
                                    surroundings.home(),
                                    Metrics.of(network.sockets().loops()))
                            .assemble(loaded.config());
            return reportTo(logger, problems.diagnostics())
                    ? WRONG
                    : serve(services, options.drain(), systemd, logger, signal);
        }
    }

    private static int serve(
            Services services,
            Duration drain,
            Systemd systemd,
            FieldLogger logger,
            StopSignal signal) {
        try (services) {
            services.start();
            systemd.ready(services.all().size());
            signal.await();
            systemd.stopping(services.all().stream().mapToInt(Service::clientCount).sum());
            services.close(drain);
            return DONE;
        } catch (GostException e) {
            logger.fatal(String.valueOf(e.getMessage()));
            return FAILED;
        }
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
