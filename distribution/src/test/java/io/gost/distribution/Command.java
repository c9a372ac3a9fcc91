package io.gost.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Assumptions;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that is run to its end. */
record Command(List<String> words, Map<String, String> environment, String input) {

    record Result(int status, String out, String err) {}

    private static final int PATIENCE_SECONDS = 60;

    static Command of(String... words) {
        return new Command(List.of(words), Map.of(), "");
    }

    /** The program under test. */
    static Command gost(String... arguments) {
        return of(Programs.gost().toString()).with(arguments);
    }

    /** A tool of the system; the test reports itself as skipped on systems without it. */
    static Command tool(String name, String... arguments) {
        Optional<Path> tool =
                Stream.of(System.getenv("PATH").split(":"))
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable)
                        .findFirst();
        Assumptions.assumeTrue(tool.isPresent(), name + " is not installed");
        return of(name).with(arguments);
    }

    /** curl that says nothing but the body and, when it fails, why. */
    static Command curl(String... arguments) {
        return tool("curl", "--silent", "--show-error", "--max-time", "30", "--noproxy", "")
                .with(arguments);
    }

    Command with(String... arguments) {
        List<String> all = new ArrayList<>(words);
        all.addAll(List.of(arguments));
        return new Command(all, environment, input);
    }

    Command environment(Map<String, String> variables) {
        return new Command(words, variables, input);
    }

    Command input(String text) {
        return new Command(words, environment, text);
    }

    Result run() throws IOException, InterruptedException {
        return run(PATIENCE_SECONDS);
    }

    /** Runs what may take longer than a command usually does. */
    Result run(int patienceSeconds) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            CompletableFuture<String> out = read(process.getInputStream());
            CompletableFuture<String> err = read(process.getErrorStream());
            feed(process);
            if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
                throw new AssertionError(words + " does not end");
            }
            return new Result(process.exitValue(), out.join(), err.join());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void feed(Process process) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        } catch (IOException ended) {
            if (!input.isEmpty()) {
                throw ended;
            }
        }
    }

    private static CompletableFuture<String> read(InputStream in) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try (in) {
                        ByteArrayOutputStream all = new ByteArrayOutputStream();
                        in.transferTo(all);
                        return all.toString(UTF_8);
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                task -> Thread.ofVirtual().start(task));
    }
}
