package io.gost.runtime.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What workers print and end, such as {@code -O yaml}: each document as a whole, in the order of
 * the command lines, so that they can be read again.
 *
 * <p>Confined to one thread.
 */
final class Documents {
    /** Between two YAML documents. */
    private static final String SEPARATOR = "---";

    private final PrintStream out;
    private final List<Boolean> yaml;
    private final Map<Integer, Worker> waiting = new TreeMap<>();
    private final boolean[] due;
    private boolean behindYaml;

    Documents(PrintStream out, List<List<String>> commandLines) {
        this.out = out;
        this.yaml = commandLines.stream().map(Documents::isYaml).toList();
        this.due = new boolean[commandLines.size()];
        for (int i = 0; i < due.length; i++) {
            due[i] = Worker.printsAndEnds(commandLines.get(i));
        }
    }

    private static boolean isYaml(List<String> arguments) {
        return String.join(" ", arguments).matches("(.* )?--?O[ =]yaml( .*)?");
    }

    /** Prints what a worker left, or keeps it until those before have ended. */
    void ended(Worker worker) {
        if (!due[worker.number()]) {
            return;
        }
        waiting.put(worker.number(), worker);
        for (int number = 0; number < due.length; number++) {
            Worker next = waiting.remove(number);
            if (next != null) {
                print(next);
                due[number] = false;
            } else if (due[number]) {
                return;
            }
        }
    }

    /** Prints what still waits for somebody who never came. */
    void end() {
        waiting.values().forEach(this::print);
        waiting.clear();
    }

    private void print(Worker worker) {
        byte[] document = worker.document();
        if (document.length == 0) {
            return;
        }
        synchronized (out) {
            if (behindYaml && yaml.get(worker.number())) {
                out.println(SEPARATOR);
            }
            out.write(document, 0, document.length);
            out.flush();
        }
        behindYaml = yaml.get(worker.number());
    }
}
