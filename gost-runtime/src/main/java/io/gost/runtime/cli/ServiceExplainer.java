package io.gost.runtime.cli;

import io.gost.runtime.config.document.Diagnostic;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.service.Assembler;
import io.gost.runtime.service.Services;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.util.NetUtil;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Builds services as they are built to run, and asks them instead of starting them. */
final class ServiceExplainer implements Explainer {
    private static final int UNSAID_PORT = 80;
    private static final Duration LOG_DEADLINE = Duration.ofSeconds(2);

    private final PluginSource source;
    private final Surroundings surroundings;

    ServiceExplainer(PluginSource source, Surroundings surroundings) {
        this.source = source;
        this.surroundings = surroundings;
    }

    @Override
    public List<String> explain(LoadedConfig loaded, List<Path> plugins, Question question) {
        Logs.configure(LogSettings.of("stderr", "warn", "text"));
        try {
            return explain(loaded, plugins, question, Logs.logger(""));
        } finally {
            Logs.close(LOG_DEADLINE);
        }
    }

    private List<String> explain(
            LoadedConfig loaded, List<Path> plugins, Question question, FieldLogger logger) {
        LocatedProblems problems = new LocatedProblems(loaded.sources());
        try (HostNetwork network = HostNetwork.open(1, logger)) {
            Services services =
                    new Assembler(
                                    source.plugins(plugins),
                                    network,
                                    logger,
                                    problems,
                                    surroundings.home(),
                                    Metrics.of(network.sockets().loops()))
                            .assemble(loaded.config());
            try (services) {
                if (problems.diagnostics().hasErrors()) {
                    throw new GostException(
                            Category.CONFIG,
                            problems.diagnostics().all().stream()
                                    .map(Diagnostic::toString)
                                    .collect(Collectors.joining("; ")));
                }
                return services.explain(
                        question.service(), question.client(), target(question.target()));
            }
        }
    }

    private static Target target(String text) {
        boolean portless =
                NetUtil.isValidIpV6Address(text) || text.indexOf(':') < 0 || text.endsWith("]");
        return portless
                ? Target.tcp(text.replaceAll("[\\[\\]]", ""), UNSAID_PORT)
                : Target.parse(Network.TCP, text);
    }
}
