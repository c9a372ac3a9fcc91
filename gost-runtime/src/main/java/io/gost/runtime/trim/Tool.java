package io.gost.runtime.trim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gost.spi.GostException;

import java.io.IOException;
import java.util.List;

/** Runs a program to its end. */
final class Tool {
    private Tool() {}

    /** What it printed, on either stream; fails when its exit code is not 0. */
    static String run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
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
