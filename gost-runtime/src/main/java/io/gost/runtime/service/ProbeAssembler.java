package io.gost.runtime.service;

import io.gost.runtime.config.ProbeConfig;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.route.CommandProbe;
import io.gost.runtime.route.Probe;
import io.gost.runtime.route.Prober;
import io.gost.runtime.route.TunnelProbe;
import io.gost.runtime.route.WebQuestion;
import io.gost.runtime.select.Standing;
import io.gost.spi.GostException;
import io.gost.spi.Network;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Builds probes. */
final class ProbeAssembler {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final ProblemSink problems;
    private final Prober.Pace pace;

    ProbeAssembler(ProblemSink problems, Prober.Pace pace) {
        this.problems = problems;
        this.pace = pace;
    }

    /**
     * What probes a candidate.
     *
     * @param config how, or {@code null} for not at all
     * @param path where the candidate stands
     * @param standing hears the results
     * @param opening opens a connection to the probe's address by way of the candidate
     */
    Optional<Prober> prober(
            @Nullable ProbeConfig config,
            String path,
            Standing standing,
            Function<Target, TunnelProbe.Opening> opening) {
        if (config == null) {
            return Optional.empty();
        }
        if (config.addr().isBlank() && !config.type().equals("cmd")) {
            // As in GOST.
            problems.warning(path + ".probe.addr", "is empty, so nothing is probed");
            return Optional.empty();
        }
        Duration interval = config.interval().isPositive() ? config.interval() : INTERVAL;
        return probe(config, path + ".probe", opening)
                .map(probe -> new Prober(probe, standing, interval, pace));
    }

    private Optional<Probe> probe(
            ProbeConfig config, String path, Function<Target, TunnelProbe.Opening> opening) {
        Duration timeout = config.timeout().isPositive() ? config.timeout() : TIMEOUT;
        return switch (config.type()) {
            case "cmd" -> command(config, path, timeout);
            case "", "tcp" ->
                    target(config, path)
                            .map(to -> new TunnelProbe(opening.apply(to), timeout, null));
            case "http" ->
                    target(config, path)
                            .map(
                                    to ->
                                            new TunnelProbe(
                                                    opening.apply(to),
                                                    timeout,
                                                    question(config, path)));
            default -> {
                problems.error(
                        path + ".type",
                        "\"" + config.type() + "\" is no probe; there are tcp, http and cmd");
                yield Optional.empty();
            }
        };
    }

    private Optional<Probe> command(ProbeConfig config, String path, Duration timeout) {
        if (config.command().isBlank()) {
            problems.error(path + ".command", "is empty; a probe of type cmd runs a command");
            return Optional.empty();
        }
        return Optional.of(new CommandProbe(config.command(), timeout));
    }

    private Optional<Target> target(ProbeConfig config, String path) {
        try {
            return Optional.of(Target.parse(Network.TCP, config.addr()));
        } catch (GostException e) {
            problems.error(path + ".addr", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private WebQuestion question(ProbeConfig config, String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        config.httpHeaders()
                .forEach((name, value) -> fields.put(line(name, path), line(value, path)));
        return new WebQuestion(
                config.httpPath().isEmpty() ? "/" : line(config.httpPath(), path),
                line(config.httpHost().isEmpty() ? config.addr() : config.httpHost(), path),
                fields,
                config.expectedStatus() == 0 ? OK : config.expectedStatus());
    }

    /** A text that stays within its line of the request. */
    private String line(String text, String path) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            problems.error(path, "has a control character in its HTTP request");
        }
        return text;
    }
}
