package io.gost.runtime.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program finds when it is started.
 *
 * @param environment the environment variables
 * @param directory the working directory, which relative file names are relative to
 * @param input standard input
 */
public record Surroundings(Map<String, String> environment, Path directory, InputStream input) {
    /** Keeps the variables as they are now. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /**
     * Those of this process.
     *
     * @return environment, working directory and standard input of the process
     */
    public static Surroundings ofProcess() {
        return new Surroundings(System.getenv(), Path.of(""), System.in);
    }

    /** The same with nothing on standard input. */
    Surroundings withoutInput() {
        return new Surroundings(environment, directory, InputStream.nullInputStream());
    }

    /** The user's home directory; the working directory when nothing says where that is. */
    Path home() {
        String home = variable("HOME");
        return directory.resolve(home.isEmpty() ? variable("USERPROFILE") : home);
    }

    /** The value of a variable; empty when it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }
}
