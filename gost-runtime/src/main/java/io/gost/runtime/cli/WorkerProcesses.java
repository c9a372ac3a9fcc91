package io.gost.runtime.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Command lines as processes of their own. This process only watches them: it passes signals and
 * output on, stops all when one fails, and reads no configuration. When it is killed, the workers
 * notice and stop.
 *
 * <p><b>Threads.</b> {@link #run} blocks its caller; signals come on threads of their own.
 */
final class WorkerProcesses implements Workers {
    private static final int FAILED = 1;

    private final Path program;
    private final PrintStream out;
    private final PrintStream err;
    private final List<Worker> workers = new ArrayList<>(); // also the lock of what is not final
    private final BlockingQueue<Worker> ended = new LinkedBlockingQueue<>();
    private final AtomicBoolean signalled = new AtomicBoolean();
    private boolean stopping;
    private int exitCode;

    /**
     * Prepares.
     *
     * @param program what each command line is for
     * @param out standard output
     * @param err standard error
     */
    WorkerProcesses(Path program, PrintStream out, PrintStream err) {
        this.program = program;
        this.out = out;
        this.err = err;
    }

    /** Starts passing signals on. */
    void listenToSignals() {
        Signals.on("INT", this::stopSignalled);
        Signals.on("TERM", this::stopSignalled);
        InheritedSignals.heedHangUp();
        Signals.on("HUP", this::hangUp);
    }

    @Override
    public int run(List<List<String>> commandLines) {
        for (int number = 0; number < commandLines.size(); number++) {
            start(number, commandLines.get(number));
        }
        awaitAll(new Documents(out, commandLines));
        return exitCode;
    }

    private void start(int number, List<String> arguments) {
        synchronized (workers) {
            if (stopping) {
                return;
            }
            try {
                Worker worker = Worker.start(program, number, arguments, out, err);
                workers.add(worker);
                worker.ended().thenAccept(ended::add);
            } catch (IOException e) {
                fail(FAILED, "cannot be started: " + e.getMessage(), number);
            }
        }
    }

    private void awaitAll(Documents documents) {
        int running = startedCount();
        while (running > 0) {
            try {
                Worker worker = ended.take();
                running--;
                int code = worker.exitCode();
                documents.ended(worker);
                if (code != 0) {
                    fail(code, "ended with exit code " + code, worker.number());
                }
            } catch (InterruptedException e) {
                stopSignalled(); // somebody wants this thread to end
            }
        }
        documents.end();
    }

    private int startedCount() {
        synchronized (workers) {
            return workers.size();
        }
    }

    private void fail(int code, String what, int number) {
        synchronized (workers) {
            String consequence = stopping ? "" : "; the others are stopped";
            write(err, "gost: worker %d %s%s\n".formatted(number, what, consequence));
            exitCode = exitCode == 0 ? code : exitCode;
            stopAll();
        }
    }

    /** SIGINT or SIGTERM came: stops all; the second time ends all. */
    void stopSignalled() {
        synchronized (workers) {
            if (signalled.getAndSet(true)) {
                workers.forEach(Worker::kill);
            } else {
                stopAll();
            }
        }
    }

    private void stopAll() {
        stopping = true;
        workers.forEach(Worker::stop);
    }

    /** SIGHUP came. */
    void hangUp() {
        synchronized (workers) {
            workers.forEach(Worker::hangUp);
        }
    }

    private static void write(OutputStream to, String text) {
        synchronized (to) {
            try {
                to.write(text.getBytes(StandardCharsets.UTF_8));
                to.flush();
            } catch (IOException _) {
                // Nobody reads.
            }
        }
    }
}
