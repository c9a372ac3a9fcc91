package io.gost.spi.testkit;

import io.gost.spi.MultiplexerProvider;

import org.junit.jupiter.api.extension.ExtendWith;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What all contracts have in common: leaks fail the test class, and abilities can be missing. */
@ExtendWith(LeakExtension.class)
public interface Contract {
    /** Something most plugins can do and some cannot by design. */
    enum Capability {
        /**
         * The client says something before bytes are relayed. Without it: {@code forward}-like
         * handlers and connectors, which relay from the first byte.
         */
        REQUEST,
        /**
         * The other side answers before bytes are relayed. Without it, a client sends its bytes
         * right behind the request and hears of a failure by the connection's closing.
         */
        ANSWER,
        /**
         * The server may speak first: it hears of a connection before the client has said a word.
         * Without it: streams that exist on the wire with their first bytes, as those of QUIC.
         */
        SERVER_FIRST,
        /** The request names the target. Without it, the handler uses its forwarder. */
        TARGET,
        /** The protocol carries a user name and a password. */
        CREDENTIALS,
        /** One direction can end while the other goes on. */
        HALF_CLOSE,
        /** A recorded handshake may be said again: there is no nonce, key or time stamp in it. */
        REPLAY
    }

    /**
     * What this plugin cannot do by design. Tests that need it are left out.
     *
     * @return the missing capabilities
     */
    default Set<Capability> without() {
        return EnumSet.noneOf(Capability.class);
    }

    /**
     * The multiplexers that the metadata under test may name in {@code mux.type}.
     *
     * @return the providers, as registered; none unless the plugin multiplexes
     */
    default List<MultiplexerProvider<?>> multiplexers() {
        return List.of();
    }
}
