package io.gost.spi;

/**
 * Makes {@linkplain Multiplexer multiplexers} of one protocol. It reads the metadata of the
 * listener, dialer, handler or connector that multiplexes, beside that plugin itself.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface MultiplexerProvider<O> extends Provider<O> {
    /**
     * Makes one multiplexer. Called once for each object that multiplexes; opens nothing and starts
     * nothing.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to the object that multiplexes
     * @return the multiplexer
     * @throws GostException of category {@code CONFIG} when the options contradict each other
     */
    Multiplexer create(O options, PluginContext context);
}
