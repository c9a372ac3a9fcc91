package io.gost.runtime.cli;

import sun.misc.Signal;

/**
 * Signals of the operating system. The JVM knows no other way to hear of SIGHUP, or of a second
 * SIGTERM, than this class of {@code jdk.unsupported}; nobody else uses it.
 */
final class Signals {
    private Signals() {}

    /**
     * Has something done each time a signal comes, on a thread of its own, instead of what the JVM
     * does by itself. A signal that was ignored when the process was started stays ignored, as
     * {@code nohup} and background jobs of a shell want it; one that the system does not have never
     * comes.
     *
     * @param name {@code INT}, {@code TERM} or {@code HUP}
     * @param action what is done
     */
    static void on(String name, Runnable action) {
        try {
            Signal.handle(new Signal(name), _ -> action.run());
        } catch (IllegalArgumentException _) {
            // Windows has no SIGHUP, and -Xrs leaves all of them to the system.
        }
    }
}
