package io.gost.spi;

/**
 * Makes {@linkplain Listener listeners} of one protocol.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface ListenerProvider<O> extends Provider<O> {
    /**
     * Makes one listener. Called once for each service of its type; opens nothing and starts
     * nothing.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to this listener
     * @return the listener
     * @throws GostException of category {@code CONFIG} when the options contradict each other or
     *     the context
     */
    Listener create(O options, ListenerContext context);
}
