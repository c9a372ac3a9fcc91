package io.gost.plugin.direct;

import io.gost.spi.Options;

/**
 * The keys of connector {@code direct}.
 *
 * @param action what happens to a request
 */
record DirectOptions(Action action) {
    /** What happens to a request, spelled as in the configuration. */
    enum Action {
        /** The target is opened from this host. */
        CONNECT,
        /** The client gets a connection on which nothing comes and nothing goes. */
        REJECT
    }

    static DirectOptions read(Options options) {
        return new DirectOptions(
                options.choice(Action.class, "action")
                        .help(
                                "connect: open the target from this host; reject: answer with a"
                                        + " connection that is at its end")
                        .orElse(Action.CONNECT));
    }
}
