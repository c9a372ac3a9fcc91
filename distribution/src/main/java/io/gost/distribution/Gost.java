package io.gost.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A running {@code gost}, ours or the reference program: both say in their log where they listen.
 */
final class Gost implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;
    private static final Pattern LISTENING =
            Pattern.compile("\"listening on [^\"]*:(\\d+)/(?:tcp|udp)\"");
    private static final Pattern SERVICE = Pattern.compile("\"service\":\"([^\"]+)\"");

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Map<String, CompletableFuture<Integer>> ports = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> ended = new CompletableFuture<>();

    private Gost(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readOutput);
    }

    /** Starts a program with arguments, and environment variables on top of ours. */
    static Gost start(Path program, List<String> arguments, Map<String, String> environment)
            throws IOException {
        return start(program, arguments, environment, Path.of(""));
    }

    /** The same, in a working directory of its own. */
    static Gost start(
            Path program, List<String> arguments, Map<String, String> environment, Path directory)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.directory(directory.toAbsolutePath().toFile());
        builder.environment().putAll(environment);
        return new Gost(builder.start());
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                Matcher listening = LISTENING.matcher(line);
                Matcher service = SERVICE.matcher(line);
                if (listening.find() && service.find()) {
                    port(service.group(1)).complete(Integer.valueOf(listening.group(1)));
                }
            }
            ended.complete(process.waitFor());
        } catch (IOException | InterruptedException broken) {
            ended.completeExceptionally(broken);
        }
    }

    private CompletableFuture<Integer> port(String service) {
        return ports.computeIfAbsent(service, _ -> new CompletableFuture<>());
    }

    /** Where a service listens: on the loopback, as soon as the program has said so. */
    InetSocketAddress address(String service) {
        CompletableFuture<Integer> port = port(service);
        await(CompletableFuture.anyOf(port, ended), "listening of " + service);
        if (!port.isDone()) {
            throw new IllegalStateException(
                    "the program ended before " + service + " listened: " + lastOutput());
        }
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port.join());
    }

    long pid() {
        return process.pid();
    }

    /** What the program has written so far, by line. */
    List<String> output() {
        return List.copyOf(output);
    }

    /** Asks the program to end and gives its exit code when it has, all output read. */
    int stop() {
        process.toHandle().destroy(); // the process's own method closes its output too
        return awaitEnd();
    }

    /** Ends the program without asking, and waits until it is gone. */
    void kill() {
        process.toHandle().destroyForcibly();
        awaitEnd();
    }

    /** The exit code, once the program has ended by itself. */
    int awaitEnd() {
        return await(ended, "end of the program");
    }

    /** Ends the program if it still runs, hard if need be. */
    @Override
    public void close() {
        try {
            stop();
        } finally {
            process.destroyForcibly();
        }
    }

    private String lastOutput() {
        List<String> lines = output();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }

    private <T> T await(CompletableFuture<T> event, String what) {
        try {
            return event.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException | InterruptedException failure) {
            throw new IllegalStateException(
                    "no " + what + "; the program wrote " + lastOutput(), failure);
        }
    }
}
