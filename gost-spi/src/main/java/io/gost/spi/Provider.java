package io.gost.spi;

import java.util.List;

/**
 * What the six kinds of provider have in common: the names a user writes, and options that are read
 * once.
 *
 * <p>A provider is registered in its module's {@code module-info.java} with {@code provides … with
 * …} and nowhere else. Its public constructor takes nothing and does nothing.
 *
 * @param <O> the plugin's options, usually a record
 */
@ImplementedByPlugin
public sealed interface Provider<O>
        permits HandlerProvider,
                ListenerProvider,
                ConnectorProvider,
                DialerProvider,
                SelectionStrategyProvider,
                MultiplexerProvider {
    /**
     * The names a user may write in {@code type:}: letters and digits, and within them {@code .},
     * {@code _} and {@code -}. The runtime refuses a provider with any other.
     *
     * @return lower case, the canonical one first; never empty
     */
    List<String> types();

    /**
     * Reads every key this plugin knows, unconditionally and without side effects: no socket, no
     * thread, no file. The runtime also calls it with a view that has no values, to learn the keys.
     *
     * @param options the {@code metadata} map
     * @return the options record
     */
    O read(Options options);
}
