package io.gost.spi;

/**
 * What the runtime lends to objects that may carry many streams over one connection. Which
 * multiplexer that is says {@code mux.type} in their metadata; they declare the keys with {@link
 * io.gost.spi.support.SharedKeys#multiplexing}.
 */
@ProvidedByHost
public interface MultiplexingContext extends PluginContext {
    /**
     * The multiplexer that the metadata names, {@code smux} unless it says otherwise. Called in
     * {@code create}, at most once.
     *
     * @param version what an absent {@code mux.version} means: 2 for {@code mtcp}, 1 elsewhere
     * @return the multiplexer
     * @throws GostException of category {@code CONFIG} when the metadata names one that no plugin
     *     provides, and {@code PLUGIN} when they name none and the usual one is not installed: an
     *     object that only sometimes multiplexes can do without it
     */
    Multiplexer multiplexer(int version);

    /**
     * As {@link #multiplexer(int)} with version 1, what most transports begin with.
     *
     * @return the multiplexer
     * @throws GostException as {@link #multiplexer(int)} does
     */
    default Multiplexer multiplexer() {
        return multiplexer(1);
    }
}
