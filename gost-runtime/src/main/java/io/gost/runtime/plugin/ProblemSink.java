package io.gost.runtime.plugin;

/** Hears what is wrong with a configuration, so that all of it is reported at once. */
public interface ProblemSink {
    /**
     * The configuration cannot be used.
     *
     * @param path where, such as {@code services[0].handler.metadata.readTimeout}
     * @param message the value seen and the value wanted, in one line
     */
    void error(String path, String message);

    /**
     * Something is odd but has a meaning.
     *
     * @param path where
     * @param message what is odd, in one line
     */
    void warning(String path, String message);
}
