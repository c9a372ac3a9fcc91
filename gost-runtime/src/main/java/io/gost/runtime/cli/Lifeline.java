package io.gost.runtime.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;

/**
 * What ties a worker to the process that started it: a pipe on standard input. It ends when that
 * process does, however it does, and then the worker stops. On it the parent also passes on what it
 * was asked to do, which works on every system and with no signal in between.
 *
 * <p><b>Threads.</b> Any thread may say what is to be done; a thread of its own does it.
 */
final class Lifeline {
    /** The first argument of a worker. Unlike a variable, it is not inherited by hook commands. */
    static final String ARGUMENT = "--lifeline";

    /** Sent for SIGHUP. */
    static final int HANG_UP = 'H';

    private @Nullable Runnable whenCut;
    private boolean cut;

    private Lifeline() {}

    /** For a process that depends on no other. */
    static Lifeline none() {
        return new Lifeline();
    }

    /**
     * Watches the pipe.
     *
     * @param pipe standard input
     * @param hangUp done when the parent got SIGHUP
     */
    static Lifeline on(InputStream pipe, Runnable hangUp) {
        Lifeline lifeline = new Lifeline();
        Thread.ofPlatform()
                .daemon()
                .name("gost-lifeline")
                .start(() -> lifeline.watch(pipe, hangUp));
        return lifeline;
    }

    /** Says what to do when the parent stops or is gone, which may be at once. */
    synchronized void whenCut(Runnable action) {
        whenCut = action;
        if (cut) {
            action.run();
        }
    }

    private void watch(InputStream pipe, Runnable hangUp) {
        try {
            for (int order = pipe.read(); order >= 0; order = pipe.read()) {
                if (order == HANG_UP) {
                    hangUp.run();
                }
            }
        } catch (IOException _) {
            // A pipe that cannot be read says nothing more.
        }
        cutNow();
    }

    private synchronized void cutNow() {
        cut = true;
        if (whenCut != null) {
            whenCut.run();
        }
    }
}
