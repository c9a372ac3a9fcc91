package io.gost.spi.testkit;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds threads that were started while a test ran and are still there at its end: a plugin starts
 * none.
 */
final class ThreadWatch {
    /** The kit's own loops, carriers of virtual threads, and what Netty starts once for all. */
    private static final Pattern KNOWN =
            Pattern.compile(
                    "test-loop-.*|ForkJoinPool.*|.*Poller|globalEventExecutor-.*|surefire-.*");

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** Waits until all of them are gone. */
    void awaitNone() {
        if (!left().isEmpty()) {
            try {
                Await.until("all threads ended", () -> left().isEmpty());
            } catch (AssertionError e) {
                throw new AssertionError(
                        "threads were started and are still running: "
                                + left()
                                + "; a plugin starts none: context.blocking(…) has one for what"
                                + " blocks, channel.eventLoop().schedule(…) for what has its time",
                        e);
            }
        }
    }

    private List<String> left() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && !isOfThePlatform(thread))
                .map(Thread::getName)
                .filter(name -> !KNOWN.matcher(name).matches())
                .sorted()
                .toList();
    }

    private static boolean isOfThePlatform(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null // it has ended
                || group.getName().equals("system")
                || group.getName().equals("InnocuousThreadGroup");
    }
}
