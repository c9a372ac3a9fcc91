package io.gost.runtime.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the program is installed.
 *
 * @param home the directory that holds {@code bin}, {@code plugins} and {@code conf}; empty when
 *     the program was not started by its launcher
 */
record Distribution(Optional<Path> home) {
    /** Set by the launcher, and read nowhere else. */
    private static final String HOME = "gost.home";

    static Distribution ofProcess() {
        return new Distribution(Optional.ofNullable(System.getProperty(HOME)).map(Path::of));
    }

    /** The launcher of this system, if it ends as soon as what it starts; that of Windows waits. */
    Optional<Path> program() {
        return home.map(directory -> directory.resolve("bin/gost"))
                .filter(_ -> java.io.File.separatorChar == '/');
    }

    /** The plugins that came with the program. */
    Optional<Path> plugins() {
        return home.map(directory -> directory.resolve("plugins"));
    }
}
