package io.gost.runtime.trim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gost.spi.GostException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Programs that do a part of the work. */
final class Tool {
    private static final Set<String> OF_ANY_JVM =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private Tool() {}

    /**
     * A distribution's program, ready to start. It gets nothing that the environment of whoever
     * runs this says to programs like it: neither addresses to bind nor options of the JVM.
     */
    static ProcessBuilder gost(Path home, String... arguments) {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/gost").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder program = new ProcessBuilder(command);
        forget(program.environment());
        return program;
    }

    static void forget(Map<String, String> environment) {
        environment
                .keySet()
                .removeIf(name -> name.startsWith("GOST_") || OF_ANY_JVM.contains(name));
    }

    /** What a program printed, on either stream; fails when its exit code is not 0. */
    static String run(List<String> command) {
        return run(new ProcessBuilder(command));
    }

    /** Runs a program to its end, the same way. */
    static String run(ProcessBuilder program) {
        List<String> command = program.command();
        try {
            Process process = program.redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            int status = process.waitFor();
            if (status == 0) {
                return output;
            }
            throw new GostException(
                    GostException.Category.INTERNAL,
                    "%s ended with %d: %s".formatted(command.getFirst(), status, output.strip()));
        } catch (IOException e) {
            throw new GostException(
                    GostException.Category.INTERNAL,
                    "%s does not start: %s".formatted(command.getFirst(), e.getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GostException(
                    GostException.Category.INTERNAL, command.getFirst() + " was interrupted", e);
        }
    }
}
