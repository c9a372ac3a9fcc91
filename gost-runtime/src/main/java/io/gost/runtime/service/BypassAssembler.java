package io.gost.runtime.service;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.component.BypassGroup;
import io.gost.runtime.component.FileLoader;
import io.gost.runtime.component.PatternBypass;
import io.gost.runtime.component.PatternBypass.Mode;
import io.gost.runtime.component.Schedule;
import io.gost.runtime.config.BypassConfig;
import io.gost.runtime.config.Config;
import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.rule.HostText;
import io.gost.runtime.rule.NamedChecks;
import io.gost.runtime.rule.Subject;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Builds bypasses. */
final class BypassAssembler implements NamedChecks {
    private static final String KIND = "bypass";

    private final AvailableKeys available;
    private final ProblemSink problems;
    private final Schedule schedule;
    private final FieldLogger logger;
    private final Parts parts;

    BypassAssembler(
            AvailableKeys available,
            ProblemSink problems,
            Schedule schedule,
            FieldLogger logger,
            Parts parts) {
        this.available = available;
        this.problems = problems;
        this.schedule = schedule;
        this.logger = logger;
        this.parts = parts;
    }

    /** Builds all of them, before anybody asks for one. */
    void assemble(Config config) {
        for (int i = 0; i < config.bypasses().size(); i++) {
            BypassConfig bypass = config.bypasses().get(i);
            String path = "bypasses[" + i + "]";
            parts.keep(KIND, bypass.name(), bypass, () -> bypass(bypass, path));
        }
    }

    /**
     * The bypasses of an object together.
     *
     * @param first what {@code bypass} names
     * @param others what {@code bypasses} names
     * @param path where the object stands
     */
    Bypass group(String first, List<String> others, String path) {
        List<PatternBypass> members = new ArrayList<>();
        if (!first.isEmpty()) {
            find(first, path + ".bypass").ifPresent(members::add);
        }
        for (int i = 0; i < others.size(); i++) {
            find(others.get(i), path + ".bypasses[" + i + "]").ifPresent(members::add);
        }
        return BypassGroup.of(members);
    }

    @Override
    public Optional<Predicate<Subject>> bypass(String name) {
        return named(name).map(bypass -> subject -> bypass.contains(target(subject)));
    }

    private Optional<PatternBypass> find(String name, String path) {
        Optional<PatternBypass> bypass = named(name);
        if (bypass.isEmpty()) {
            problems.error(path, "bypass \"" + name + "\" does not exist");
        }
        return bypass;
    }

    private Optional<PatternBypass> named(String name) {
        return parts.find(KIND, name, PatternBypass.class);
    }

    private PatternBypass bypass(BypassConfig config, String path) {
        available.check(path, config);
        PatternBypass bypass =
                new PatternBypass(
                        config.whitelist() || config.reverse() ? Mode.WHITELIST : Mode.BLACKLIST,
                        config.network(),
                        config.matchers());
        if (config.file() != null) {
            FileLoader loader =
                    new FileLoader(
                            config.file().path(),
                            config.reload(),
                            text -> {
                                List<String> lines = FileLoader.lines(text);
                                bypass.load(lines);
                                return lines.size();
                            },
                            schedule,
                            logger.with("kind", "bypass").with("bypass", config.name()));
            try {
                loader.read();
            } catch (IOException e) {
                // Going on without it would let through what it forbids.
                problems.error(
                        path + ".file.path",
                        "\"" + config.file().path() + "\": " + FileLoader.reason(e));
            }
            parts.add(loader);
        }
        return bypass;
    }

    /** The target of a request, as rules ask bypasses about it: over TCP, port or not. */
    private static Target target(Subject subject) {
        try {
            return Target.parse(Network.TCP, subject.host());
        } catch (GostException e) {
            return Target.tcp(HostText.name(subject.host()), 0);
        }
    }
}
