package io.gost.runtime.admin;

import io.gost.runtime.config.Config;
import io.gost.runtime.config.binding.SourceMap;
import io.gost.runtime.config.document.Diagnostic;

import java.util.List;

/** Reads the whole configuration, from all that it is made of. */
@FunctionalInterface
public interface ConfigSource {
    /**
     * Reads everything again, as at the start. May block.
     *
     * @return what it says now
     * @throws ChangeRefused when something cannot be read or makes no sense
     */
    Reading read() throws ChangeRefused;

    /**
     * What was read.
     *
     * @param config the configuration
     * @param sources tells where its keys were written
     * @param warnings what is odd in it
     */
    record Reading(Config config, SourceMap sources, List<Diagnostic> warnings) {
        /** Keeps the warnings as they are now. */
        public Reading {
            warnings = List.copyOf(warnings);
        }
    }
}
