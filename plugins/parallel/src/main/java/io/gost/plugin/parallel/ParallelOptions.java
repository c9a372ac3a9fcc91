package io.gost.plugin.parallel;

import io.gost.spi.Options;

/**
 * The options.
 *
 * @param max how many candidates race at most
 */
record ParallelOptions(int max) {
    static ParallelOptions read(Options options) {
        return new ParallelOptions(
                options.integer("max")
                        .between(2, 64)
                        .help("most candidates that are tried at once; others get their turn")
                        .orElse(8));
    }
}
