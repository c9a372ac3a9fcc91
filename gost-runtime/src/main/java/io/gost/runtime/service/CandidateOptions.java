package io.gost.runtime.service;

import io.gost.runtime.select.Traits;
import io.gost.spi.Options;

/** The metadata of a node, or of a chain, that concerns its selection. */
final class CandidateOptions {
    private CandidateOptions() {}

    static Traits read(Options options) {
        return new Traits(
                options.integer("weight")
                        .help("share of the requests; zero and less mean 1")
                        .orElse(1),
                options.bool("backup")
                        .help("takes part only when all others have failed")
                        .orElse(false),
                options.integer("priority")
                        .help("candidates of the highest priority are taken first")
                        .orElse(0),
                options.integer("maxFails", "max_fails")
                        .help("failures after which it rests, instead of the selector's")
                        .optional()
                        .orElse(null),
                options.duration("failTimeout", "fail_timeout")
                        .help("how long it rests, instead of the selector's")
                        .optional()
                        .orElse(null));
    }
}
