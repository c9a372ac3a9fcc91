package io.gost.runtime.cli;

import io.gost.runtime.config.url.KnownTypes;
import io.gost.runtime.plugin.PluginPolicy;

import java.util.List;
import java.util.Set;

/**
 * The types that plugins provide. The first question opens the plugins; which of them may be opened
 * is said in a configuration, which is read before.
 */
final class PluginTypes implements KnownTypes {
    /** Takes what a configuration and a lock say of plugins. */
    interface Restriction {
        /**
         * Restricts.
         *
         * @param policies what may be opened, by all of these
         * @return false when it is too late: the plugins were opened under other rules
         */
        boolean restrict(List<PluginPolicy> policies);
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

    boolean restrict(List<PluginPolicy> policies) {
        return restriction.restrict(policies);
    }
}
