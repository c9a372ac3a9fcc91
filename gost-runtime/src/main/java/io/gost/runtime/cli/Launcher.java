package io.gost.runtime.cli;

/** Runs a configuration until it is told to stop. The runtime implements it. */
@FunctionalInterface
public interface Launcher {
    /**
     * Starts the services and waits.
     *
     * @param loaded a configuration without errors of its own
     * @param options what else the command line says
     * @return the exit code: 0 after a stop on request
     * @throws io.gost.spi.GostException when starting or running fails; category {@code CONFIG}
     *     ends the program with exit code 2, every other with 1
     */
    int run(LoadedConfig loaded, LaunchOptions options);
}
