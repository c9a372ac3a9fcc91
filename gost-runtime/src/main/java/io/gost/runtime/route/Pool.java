package io.gost.runtime.route;

import io.gost.runtime.component.Bypass;
import io.gost.runtime.rule.Subject;
import io.gost.runtime.select.Selector;
import io.gost.runtime.select.StandingReport;
import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.GostException.Category;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Members of which one is chosen for each request: first those that serve it, by their terms, then
 * what the selector makes of these. The members may be replaced while it is used. Any thread.
 *
 * @param <C> the kind of member
 */
public final class Pool<C extends Member> {
    private final String name;
    private final Bypass bypass;
    private final Selector<C> selector;
    private final Membership membership;
    private volatile boolean selective;

    /** Whether members come and go. */
    public enum Membership {
        /** They are those of the configuration. */
        FIXED,
        /** {@link #replace} may be called. */
        CHANGING
    }

    /**
     * Makes a pool of fixed members.
     *
     * @param name whose members these are, such as {@code hop proxies}
     * @param bypass targets for which there is nobody
     * @param selector picks among its candidates
     */
    public Pool(String name, Bypass bypass, Selector<C> selector) {
        this(name, bypass, selector, Membership.FIXED);
    }

    /**
     * Makes a pool.
     *
     * @param name whose members these are, such as {@code hop proxies}
     * @param bypass targets for which there is nobody
     * @param selector picks among its candidates
     * @param membership whether they may become others
     */
    public Pool(String name, Bypass bypass, Selector<C> selector, Membership membership) {
        this.membership = membership;
        this.name = name;
        this.bypass = bypass;
        this.selector = selector;
        this.selective = isSelective(selector.candidates());
    }

    /**
     * Whose members these are.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Everybody.
     *
     * @return in configuration order
     */
    public List<C> members() {
        return selector.candidates();
    }

    /**
     * Whether {@link #members} always gives the same.
     *
     * @return {@code true} for members of the configuration alone
     */
    boolean isFixed() {
        return membership == Membership.FIXED;
    }

    /**
     * Takes other members from now on; who stays keeps its standing.
     *
     * @param members in configuration order
     */
    public void replace(List<C> members) {
        // Between the two a request may ask once too often or find a member by terms of before.
        selective = selective || isSelective(members);
        selector.replace(members);
        selective = isSelective(members);
    }

    /** Counts its members again, after another pool with members of the same kind was given up. */
    public void recount() {
        selector.recount();
    }

    /**
     * Chooses.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return a member; when all that serve the request have failed, the last resort; empty when
     *     nobody serves it, by bypass, rule or filter
     * @throws GostException of category {@code UNREACHABLE} when there are no members: that never
     *     means “go without”
     */
    public Optional<C> select(RouteRequest request, Tried tried) {
        return isOpen(request) ? selector.select(request, rule(request), tried) : Optional.empty();
    }

    /**
     * Says who might be chosen, for those who only look: it does not count as a request.
     *
     * @param request what {@link #select} would be asked
     * @return a member; empty as there
     * @throws GostException as {@link #select} does
     */
    Optional<C> peek(RouteRequest request) {
        return isOpen(request) ? selector.peek(rule(request)) : Optional.empty();
    }

    /**
     * Chooses those that shall be tried at the same time.
     *
     * @param request the request
     * @param tried who did not work for it
     * @return several if the strategy races, else one, chosen as {@link #select} does; empty when
     *     nobody serves the request
     * @throws GostException as {@link #select} does
     */
    List<C> race(RouteRequest request, Tried tried) {
        return isOpen(request) ? selector.race(request, rule(request), tried) : List.of();
    }

    /** Whether {@link #race} may choose several. */
    boolean races() {
        return selector.races();
    }

    private boolean isOpen(RouteRequest request) {
        if (leavesOut(request)) {
            return false;
        }
        if (selector.candidates().isEmpty()) {
            throw new GostException(Category.UNREACHABLE, name + ": node not available");
        }
        return true;
    }

    private @Nullable Predicate<C> rule(RouteRequest request) {
        if (!selective) {
            return null;
        }
        // One view of the request for all members.
        Target target = request.target();
        Subject subject = request.subject();
        return member -> member.terms().accept(target, subject);
    }

    /**
     * How everybody stands.
     *
     * @return in configuration order
     */
    public List<StandingReport> report() {
        return members().stream().map(member -> member.standing().report()).toList();
    }

    /** Whether there is nobody for a request by the pool's own bypass. */
    boolean leavesOut(RouteRequest request) {
        return bypass != Bypass.NONE && bypass.contains(request.target());
    }

    private static boolean isSelective(List<? extends Member> members) {
        return members.stream().anyMatch(member -> !member.terms().areNone());
    }
}
