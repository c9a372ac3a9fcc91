package io.gost.runtime.cli;

import org.jspecify.annotations.Nullable;

/** SIGHUP, which asks for the configuration to be read again. */
final class HangUp {
    private boolean asked;
    private @Nullable Runnable action;

    /** Starts listening for the signal, which ends the process no longer. */
    static HangUp install() {
        InheritedSignals.heedHangUp();
        HangUp hangUp = new HangUp();
        Signals.on("HUP", hangUp::signalled);
        return hangUp;
    }

    /** A signal came. It is remembered until there is something to be done. */
    synchronized void signalled() {
        if (action == null) {
            asked = true;
        } else {
            action.run();
        }
    }

    /**
     * Says what is done from now on, and does it if it was asked for before.
     *
     * @param wanted must not block
     */
    synchronized void then(Runnable wanted) {
        action = wanted;
        if (asked) {
            asked = false;
            wanted.run();
        }
    }
}
