package io.gost.runtime.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One of several command lines, as a process that ends with this one. */
final class Worker {
    /** For output that a child of the worker still holds open. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private static final int STACK = 128 * 1024;

    private final int number;
    private final Process process;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final List<Thread> relays = new ArrayList<>(2);

    private Worker(int number, Process process) {
        this.number = number;
        this.process = process;
    }

    /**
     * Starts the process.
     *
     * @param out standard output, for lines
     * @param err standard error, for lines
     * @throws IOException when the system cannot start it
     */
    static Worker start(
            Path program, int number, List<String> arguments, OutputStream out, OutputStream err)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(program.toString(), Lifeline.ARGUMENT));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put(Workers.NUMBER, String.valueOf(number));
        Worker worker = new Worker(number, builder.start());
        boolean document = printsAndEnds(arguments);
        worker.relay(worker.process.getInputStream(), document ? worker.printed : out, "");
        worker.relay(worker.process.getErrorStream(), err, "[" + number + "] ");
        return worker;
    }

    /** Whether what it prints is one document, which is passed on as a whole. */
    static boolean printsAndEnds(List<String> arguments) {
        return arguments.stream().anyMatch(each -> each.matches("--?(O|V|h|help)(=.*)?"));
    }

    private void relay(InputStream from, OutputStream to, String prefix) {
        LineRelay relay = new LineRelay(to, prefix);
        Thread thread =
                new Thread(null, () -> relay.run(from), "gost-worker-" + number, STACK, false);
        thread.setDaemon(true);
        thread.start();
        relays.add(thread);
    }

    int number() {
        return number;
    }

    /** Completes on a thread of the system when the process has ended. */
    CompletableFuture<Worker> ended() {
        return process.onExit().thenApply(_ -> this);
    }

    /** The exit code of a process that has ended, all its output passed on. */
    int exitCode() {
        for (Thread relay : relays) {
            try {
                relay.join(LAST_WORDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return process.exitValue();
    }

    /** What it printed; it has ended. */
    byte[] document() {
        return printed.toByteArray();
    }

    /** Passes SIGHUP on. */
    void hangUp() {
        try {
            process.getOutputStream().write(Lifeline.HANG_UP);
            process.getOutputStream().flush();
        } catch (IOException _) {
            // It has ended.
        }
    }

    /** Has it stop accepting, drain and end. */
    void stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException _) {
            // It has ended.
        }
    }

    /** Ends it without asking. */
    void kill() {
        process.destroyForcibly();
    }
}
