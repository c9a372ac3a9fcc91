package io.gost.runtime.rule;

import java.util.Optional;
import java.util.function.Predicate;

/** The objects of the configuration that rules may name. */
@FunctionalInterface
public interface NamedChecks {
    /** A configuration without any. */
    NamedChecks NONE = _ -> Optional.empty();

    /**
     * A bypass.
     *
     * @param name its name
     * @return what tells whether it leaves a request out; empty when there is no such bypass
     */
    Optional<Predicate<Subject>> bypass(String name);
}
