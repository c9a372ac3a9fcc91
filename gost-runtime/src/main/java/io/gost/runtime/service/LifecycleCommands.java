package io.gost.runtime.service;

import io.gost.spi.GoDuration;
import io.gost.spi.Options;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Commands that are run when a service comes and goes: one after the other, without a shell, each
 * for a bounded time. Whatever becomes of them, the service comes and goes.
 */
final class LifecycleCommands {
    private final String service;
    private final String configuredAddress;
    private final Map<Phase, List<String>> commands;
    private final Logger logger;

    /** A moment in a service's life. */
    enum Phase {
        /** Before the address is bound. */
        PRE_UP("preUp", "pre-up", Duration.ofSeconds(30)),
        /** When connections are accepted. */
        POST_UP("postUp", "post-up", Duration.ofSeconds(30)),
        /** While connections are still accepted. */
        PRE_DOWN("preDown", "pre-down", Duration.ofSeconds(10)),
        /** When everything is closed. */
        POST_DOWN("postDown", "post-down", Duration.ofSeconds(10));

        private final String key;
        private final String label;
        private final Duration timeout;

        Phase(String key, String label, Duration timeout) {
            this.key = key;
            this.label = label;
            this.timeout = timeout;
        }

        private List<String> read(Options options) {
            return options
                    .strings(key)
                    .help(
                            "commands run %s, without a shell, each for at most %s"
                                    .formatted(label, GoDuration.format(timeout)))
                    .orElse(List.of())
                    .stream()
                    .map(String::strip)
                    .filter(command -> !command.isEmpty())
                    .toList();
        }
    }

    /**
     * Holds commands.
     *
     * @param service the service's name, for {@code GOST_SERVICE}
     * @param configuredAddress for {@code GOST_ADDR} while nothing is bound
     * @param commands for each phase that has any
     * @param logger told of every command and every failure
     */
    LifecycleCommands(
            String service,
            String configuredAddress,
            Map<Phase, List<String>> commands,
            Logger logger) {
        this.service = service;
        this.configuredAddress = configuredAddress;
        this.commands = Map.copyOf(commands);
        this.logger = logger;
    }

    /** The commands in a service's metadata. */
    static Map<Phase, List<String>> read(Options options) {
        Map<Phase, List<String>> commands = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            List<String> read = phase.read(options);
            if (!read.isEmpty()) {
                commands.put(phase, read);
            }
        }
        return commands;
    }

    /** The longest that the commands of some phases may take. */
    Duration longest(Phase... phases) {
        return Arrays.stream(phases)
                .map(phase -> phase.timeout.multipliedBy(of(phase).size()))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Runs the commands of a phase without blocking the caller.
     *
     * @param bound for {@code GOST_ADDR}; {@code null} for the configured address
     * @return when all have ended; never fails. Already complete if there are none
     */
    CompletionStage<Void> run(Phase phase, @Nullable String bound) {
        List<String> all = of(phase);
        if (all.isEmpty()) {
            return CompletableFuture.completedStage(null);
        }
        String address = bound == null ? configuredAddress : bound;
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("gost-" + phase.label)
                .start(
                        () -> {
                            try {
                                all.forEach(command -> attempt(phase, command, address));
                            } finally {
                                done.complete(null);
                            }
                        });
        return done;
    }

    private List<String> of(Phase phase) {
        return commands.getOrDefault(phase, List.of());
    }

    private void attempt(Phase phase, String command, String address) {
        logger.info("[{}] {}", phase.label, command);
        try {
            List<String> words = ShellWords.split(command);
            if (!words.isEmpty()) {
                execute(words, address, phase.timeout);
            }
        } catch (IOException | IllegalArgumentException e) {
            logger.warn("[{}] {}: {}", phase.label, command, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void execute(List<String> words, String address, Duration timeout)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words)
                        .redirectOutput(Redirect.INHERIT)
                        .redirectError(Redirect.INHERIT);
        builder.environment().put("GOST_SERVICE", service);
        builder.environment().put("GOST_ADDR", address);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException(
                        "killed, because it did not end within " + timeout.toSeconds() + "s");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new IOException("exit status " + process.exitValue());
        }
    }
}
