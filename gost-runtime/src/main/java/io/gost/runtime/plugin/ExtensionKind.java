package io.gost.runtime.plugin;

import io.gost.spi.ConnectorProvider;
import io.gost.spi.DialerProvider;
import io.gost.spi.HandlerProvider;
import io.gost.spi.ListenerProvider;
import io.gost.spi.MultiplexerProvider;
import io.gost.spi.Provider;
import io.gost.spi.SelectionStrategyProvider;

/** The kinds of thing a plugin can provide. Types are unique within a kind. */
public enum ExtensionKind {
    /** Speaks an application protocol with clients. */
    HANDLER("handler", HandlerProvider.class),
    /** Accepts connections over a transport. */
    LISTENER("listener", ListenerProvider.class),
    /** Asks a node for the next address. */
    CONNECTOR("connector", ConnectorProvider.class),
    /** Opens a transport to a node. */
    DIALER("dialer", DialerProvider.class),
    /** Picks one of several candidates. */
    STRATEGY("strategy", SelectionStrategyProvider.class),
    /** Carries many streams over one connection. */
    MULTIPLEXER("multiplexer", MultiplexerProvider.class);

    private final String noun;
    private final Class<?> service;

    ExtensionKind(String noun, Class<?> service) {
        this.noun = noun;
        this.service = service;
    }

    /**
     * The kind of a provider.
     *
     * @param provider any
     * @return its kind
     */
    public static ExtensionKind of(Provider<?> provider) {
        return switch (provider) {
            case HandlerProvider<?> _ -> HANDLER;
            case ListenerProvider<?> _ -> LISTENER;
            case ConnectorProvider<?> _ -> CONNECTOR;
            case DialerProvider<?> _ -> DIALER;
            case SelectionStrategyProvider<?> _ -> STRATEGY;
            case MultiplexerProvider<?> _ -> MULTIPLEXER;
        };
    }

    /**
     * What messages call it.
     *
     * @return such as {@code handler}
     */
    public String noun() {
        return noun;
    }

    /**
     * The provider interface that modules name in {@code provides}.
     *
     * @return such as {@link HandlerProvider}
     */
    Class<?> service() {
        return service;
    }
}
