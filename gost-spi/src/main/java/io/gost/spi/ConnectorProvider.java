package io.gost.spi;

/**
 * Makes {@linkplain Connector connectors} of one protocol.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public non-sealed interface ConnectorProvider<O> extends Provider<O> {
    /**
     * Makes one connector. Called once for each node of its type; opens nothing and starts nothing.
     *
     * @param options what {@link #read} returned
     * @param context what the runtime lends to this connector
     * @return the connector
     * @throws GostException of category {@code CONFIG} when the options contradict each other or
     *     the context
     */
    Connector create(O options, ConnectorContext context);
}
