package io.gost.runtime.route;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.rule.Rule;
import io.gost.runtime.rule.Subject;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

/**
 * Which requests a member of a group serves: those that its bypass does not leave out and its rule
 * describes; the filter counts only without a rule.
 *
 * @param bypass targets it is not used for
 * @param rule what it serves, or {@code null} for everything
 * @param filter the deprecated form of the rule
 */
public record Terms(Bypass bypass, @Nullable Rule rule, NodeFilter filter) {
    /** Serves everything. */
    public static final Terms NONE = new Terms(Bypass.NONE, null, NodeFilter.NONE);

    /** Whether every request is served, so that nobody has to be asked. */
    boolean areNone() {
        return bypass == Bypass.NONE && rule == null && filter.equals(NodeFilter.NONE);
    }

    /**
     * Whether a request is served.
     *
     * @param target where it goes
     * @param subject the request, as rules see it
     */
    boolean accept(Target target, Subject subject) {
        return (rule != null ? rule.matches(subject) : filter.accepts(subject))
                && !bypass.contains(target);
    }

    /** Why a request is not served; empty when it is. */
    String refusal(RouteRequest request) {
        if (accept(request.target(), request.subject())) {
            return "";
        }
        if (bypass.contains(request.target())) {
            return "its bypass contains " + request.target();
        }
        return rule != null ? "its rule does not match: " + rule : "its filter is for " + filter;
    }
}
