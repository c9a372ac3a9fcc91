package io.gost.runtime.rule;

import java.util.function.Predicate;

/**
 * A rule that was understood. Immutable; any thread.
 *
 * @param text what the user wrote
 * @param readsBody whether the beginning of a request's body has to be there to judge it
 * @param condition what it asks for
 */
public record Rule(String text, boolean readsBody, Predicate<Subject> condition) {
    /**
     * Asks.
     *
     * @param subject the request
     * @return whether it is one the rule describes
     */
    public boolean matches(Subject subject) {
        return condition.test(subject);
    }

    /** The rule as the user wrote it. */
    @Override
    public String toString() {
        return text;
    }
}
