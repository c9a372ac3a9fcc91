package io.gost.spi;

/**
 * Makes {@linkplain SelectionStrategy selection strategies} of one kind.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface SelectionStrategyProvider<O> extends Provider<O> {
    /**
     * Makes one strategy. Called once for each selector that names it, so a strategy's state
     * belongs to one group of candidates.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to this strategy
     * @return the strategy
     */
    SelectionStrategy create(O options, PluginContext context);
}
