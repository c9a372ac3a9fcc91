package io.gost.spi;

/**
 * Makes {@linkplain Handler handlers} of one protocol.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface HandlerProvider<O> extends Provider<O> {
    /**
     * Makes one handler. Called once for each service of its type; opens nothing and starts
     * nothing.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to this handler
     * @return the handler
     * @throws GostException of category {@code CONFIG} when the options contradict each other or
     *     the context
     */
    Handler create(O options, HandlerContext context);
}
