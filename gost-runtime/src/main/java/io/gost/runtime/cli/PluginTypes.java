package io.gost.runtime.cli;

import io.gost.runtime.config.PluginsConfig;
import io.gost.runtime.config.url.KnownTypes;

import java.util.Set;

/**
 * The types that plugins provide. The first question opens the plugins; which of them may be opened
 * is said in a configuration, which is read before.
 */
final class PluginTypes implements KnownTypes {
    /** Takes what a configuration says of plugins. */
    interface Restriction {
        /**
         * Restricts.
         *
         * @param plugins what may be used
         * @param origin who says so
         * @return false when it is too late: the plugins were opened under other rules
         */
        boolean restrict(PluginsConfig plugins, String origin);
    }

    private final KnownTypes types;
    private final Restriction restriction;

    PluginTypes(KnownTypes types, Restriction restriction) {
        this.types = types;
        this.restriction = restriction;
    }

    @Override
    public Set<String> names(Kind kind) {
        return types.names(kind);
    }

    boolean restrict(PluginsConfig plugins, String origin) {
        return restriction.restrict(plugins, origin);
    }
}
