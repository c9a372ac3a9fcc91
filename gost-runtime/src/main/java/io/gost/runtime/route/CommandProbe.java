package io.gost.runtime.route;

import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command of the shell; exit code 0 is success. It is killed, with what it started, when its
 * time is over.
 *
 * @param command for {@code sh -c}, on Windows {@code cmd /C}
 * @param timeout positive
 */
public record CommandProbe(String command, Duration timeout) implements Probe {
    private static final boolean WINDOWS = java.io.File.separatorChar == '\\';

    @Override
    public CompletionStage<Void> run() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread.ofVirtual()
                .name("gost-probe")
                .start(
                        () -> {
                            try {
                                execute();
                                result.complete(null);
                            } catch (IOException | RuntimeException e) {
                                result.completeExceptionally(e);
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                                result.completeExceptionally(e);
                            }
                        });
        return result;
    }

    private void execute() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                WINDOWS
                                        ? List.of("cmd", "/C", command)
                                        : List.of("sh", "-c", command))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD)
                        .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new GostException(
                        Category.TIMEOUT,
                        "the command did not end within " + timeout.toMillis() + "ms");
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new GostException(
                    Category.UNREACHABLE, "the command ended with " + process.exitValue());
        }
    }
}
