package io.gost.spi;

/**
 * Hears what a plugin reads from its {@link Options}. The runtime implements it to find unknown
 * keys, to collect every bad value before it gives up, and to describe plugins.
 */
@ProvidedByHost
public interface OptionSink {
    /** Throws on the first bad value and forgets the rest; for tests and plain use. */
    OptionSink STRICT =
            new OptionSink() {
                @Override
                public void declared(OptionSpec spec) {}

                @Override
                public void delegated(String type) {}

                @Override
                public void refused(String path, String message) {
                    throw new GostException(
                            GostException.Category.CONFIG,
                            path.isEmpty() ? message : path + ": " + message);
                }
            };

    /**
     * A key was read.
     *
     * @param spec what the plugin said about it
     */
    void declared(OptionSpec spec);

    /**
     * The same map is also read by another plugin of the same kind, so that its keys are known keys
     * here too.
     *
     * @param type the other plugin's type, such as {@code socks5}
     */
    void delegated(String type);

    /**
     * A value is of no use. The plugin goes on with the default, so that further bad values are
     * found; what it builds must not be used.
     *
     * @param path the key's configuration path, such as {@code
     *     services[0].handler.metadata.readTimeout}
     * @param message the value seen and the value wanted, in one line
     */
    void refused(String path, String message);
}
