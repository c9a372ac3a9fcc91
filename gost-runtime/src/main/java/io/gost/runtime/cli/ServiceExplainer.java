package io.gost.runtime.cli;

import io.gost.runtime.config.document.Diagnostic;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Network;
import io.gost.spi.Target;
import io.netty.util.NetUtil;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Builds services as they are built to run, and asks them instead of starting them. */
final class ServiceExplainer implements Explainer {
    private static final int UNSAID_PORT = 80;

    private final PluginSource source;

    ServiceExplainer(PluginSource source) {
        this.source = source;
    }

    @Override
    public List<String> explain(LoadedConfig loaded, List<Path> plugins, Question question) {
        LocatedProblems problems = new LocatedProblems(loaded.sources());
        List<String> lines = new ArrayList<>();
        DryAssembly.build(
                loaded,
                source.plugins(plugins),
                problems,
                services -> {
                    if (problems.diagnostics().hasErrors()) {
                        throw new GostException(
                                Category.CONFIG,
                                problems.diagnostics().all().stream()
                                        .map(Diagnostic::toString)
                                        .collect(Collectors.joining("; ")));
                    }
                    lines.addAll(
                            services.explain(
                                    question.service(),
                                    question.client(),
                                    target(question.target())));
                });
        return lines;
    }

    private static Target target(String text) {
        boolean portless =
                NetUtil.isValidIpV6Address(text) || text.indexOf(':') < 0 || text.endsWith("]");
        return portless
                ? Target.tcp(text.replaceAll("[\\[\\]]", ""), UNSAID_PORT)
                : Target.parse(Network.TCP, text);
    }
}
