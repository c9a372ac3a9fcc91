package io.gost.spi;

/**
 * Makes {@linkplain Dialer dialers} of one protocol.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface DialerProvider<O> extends Provider<O> {
    /**
     * Makes one dialer. Called once for each node of its type; opens nothing and starts nothing.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to this dialer
     * @return the dialer
     * @throws GostException of category {@code CONFIG} when the options contradict each other or
     *     the context
     */
    Dialer create(O options, DialerContext context);
}
