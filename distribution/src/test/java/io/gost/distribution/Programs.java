package io.gost.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts programs for a test and stops them after it, last first. Whatever was done to them they
 * have to end cleanly when asked to, without having written a stack trace.
 */
final class Programs implements AfterEachCallback {

    private final Deque<Gost> running = new ArrayDeque<>();

    /** The program under test: {@code bin/gost} of the distribution. */
    static Path gost() {
        return Path.of(System.getProperty("gost.program"));
    }

    /** Where programs keep the certificate they generate: never in the developer's home. */
    static Path home() {
        return gost().resolveSibling("../../home").normalize();
    }

    Gost start(String... arguments) throws IOException {
        return start(gost(), arguments);
    }

    Gost start(Path program, String... arguments) throws IOException {
        return start(program, List.of(arguments), Map.of());
    }

    Gost start(Path program, List<String> arguments, Map<String, String> environment)
            throws IOException {
        return start(program, arguments, environment, Path.of(""));
    }

    /** Starts a program in a working directory of its own. */
    Gost start(
            Path program, List<String> arguments, Map<String, String> environment, Path directory)
            throws IOException {
        Map<String, String> variables = new HashMap<>(environment);
        variables.putIfAbsent("HOME", home().toString());
        Gost gost = Gost.start(program.toAbsolutePath(), arguments, variables, directory);
        running.push(gost);
        return gost;
    }

    /** Leaves it to the test how a program ends. */
    void forget(Gost gost) {
        running.remove(gost);
    }

    /** Ends a program as a crash would. */
    void kill(Gost gost) {
        running.remove(gost);
        gost.kill();
    }

    /** Sends a program a signal, such as {@code STOP}. */
    static void signal(String name, Gost gost) throws IOException, InterruptedException {
        Command.Result sent = Command.of("kill", "-" + name, String.valueOf(gost.pid())).run();
        assertThat(sent.status()).as(sent.err()).isZero();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        while (!running.isEmpty()) {
            try (Gost gost = running.pop()) {
                assertThat(gost.stop()).as("exit code").isZero();
                assertThat(gost.output()).noneMatch(Programs::isTrace);
            }
        }
    }

    /** A stack trace, other than those with which Netty explains itself to who debugs it. */
    static boolean isTrace(String line) {
        return line.matches(
                        "\\s+at \\S+\\(.*|Exception in thread.*|.*[a-z]Exception\\b.*|panic: .*")
                && !line.contains("\"level\":\"debug\"");
    }
}
