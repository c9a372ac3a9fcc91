package io.gost.runtime.config.url;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * The type names that exist. {@link GostTypes} has those of GOST; whoever loads plugins adds theirs
 * with {@link #plus}.
 */
public interface KnownTypes {
    /** The four kinds of types that a node or service is made of. */
    enum Kind {
        /** Protocols of services. */
        HANDLER,
        /** Transports of services. */
        LISTENER,
        /** Protocols of nodes. */
        CONNECTOR,
        /** Transports of nodes. */
        DIALER;

        /** The kind as it stands in a message. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The names of a kind.
     *
     * @param kind the kind
     * @return every name, in lower case
     */
    Set<String> names(Kind kind);

    /**
     * Both the names known here and further ones.
     *
     * @param more further names
     * @return all of them
     */
    default KnownTypes plus(KnownTypes more) {
        return kind -> {
            var names = new TreeSet<>(names(kind));
            names.addAll(more.names(kind));
            return names;
        };
    }
}
