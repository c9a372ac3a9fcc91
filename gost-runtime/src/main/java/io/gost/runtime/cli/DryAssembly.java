package io.gost.runtime.cli;

import io.gost.runtime.log.FieldLogger;
import io.gost.runtime.log.LogSettings;
import io.gost.runtime.log.Logs;
import io.gost.runtime.metrics.Metrics;
import io.gost.runtime.net.HostNetwork;
import io.gost.runtime.plugin.Plugins;
import io.gost.runtime.plugin.ProblemSink;
import io.gost.runtime.service.Assembler;
import io.gost.runtime.service.Services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Builds services as they are built to run, shows them to somebody and takes them apart again:
 * nothing is bound, dialed, watched or kept, and no thread is left.
 */
final class DryAssembly {
    private static final Duration LOG_DEADLINE = Duration.ofSeconds(2);

    private DryAssembly() {}

    /**
     * Builds.
     *
     * @param loaded the configuration
     * @param plugins where types come from
     * @param problems hears everything that is wrong
     * @param visitor is shown the services, which are of no use when problems were reported
     */
    static void build(
            LoadedConfig loaded,
            Plugins plugins,
            ProblemSink problems,
            Consumer<Services> visitor) {
        Logs.configure(LogSettings.of("stderr", "warn", "text"));
        FieldLogger logger = Logs.logger("");
        Path home = temporaryHome();
        try (HostNetwork network = HostNetwork.open(1, logger);
                Services services =
                        new Assembler(
                                        plugins,
                                        network,
                                        logger,
                                        problems,
                                        home,
                                        Metrics.of(List.of()))
                                .assemble(loaded.config())) {
            visitor.accept(services);
        } finally {
            delete(home);
            Logs.close(LOG_DEADLINE);
        }
    }

    /** A default certificate that is made on the way shall not stay in the user's home. */
    private static Path temporaryHome() {
        try {
            return Files.createTempDirectory("gost");
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary directory can be made", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be deleted".formatted(directory), e);
        }
    }
}
