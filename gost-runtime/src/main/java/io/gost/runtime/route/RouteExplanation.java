package io.gost.runtime.route;

import io.gost.runtime.select.Tried;
import io.gost.spi.GostException;
import io.gost.spi.Target;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Says how a route would be chosen for a request, by choosing it. Nothing is connected.
 *
 * <p>Used by one thread.
 */
public final class RouteExplanation {
    private static final String INDENT = "  ";

    private final RouteRequest asked;
    private final Function<Pool<? extends Member>, String> selections;
    private final List<String> lines = new ArrayList<>();
    private RouteRequest request;

    /** The request on its way to a target of a forwarder, which the client did not name. */
    private record Heading(RouteRequest from, Target target) implements RouteRequest {
        @Override
        public @Nullable InetAddress clientIp() {
            return from.clientIp();
        }

        @Override
        public String clientId() {
            return from.clientId();
        }

        @Override
        public String hashSource() {
            return from.hashSource();
        }

        @Override
        public RandomGenerator random() {
            return from.random();
        }
    }

    /**
     * Prepares to explain.
     *
     * @param request the request
     * @param selections what the members of a group are selected by, in words
     */
    public RouteExplanation(
            RouteRequest request, Function<Pool<? extends Member>, String> selections) {
        this.asked = request;
        this.request = request;
        this.selections = selections;
    }

    /**
     * What was said so far.
     *
     * @return lines, those that belong to others indented
     */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /**
     * Explains the way of a service to a target.
     *
     * @param way the way, or {@code null} for none
     * @param target the end
     */
    public void way(@Nullable Way way, Target target) {
        request = new Heading(asked, target);
        switch (way) {
            case null -> route("no chain", List.of(), target);
            case Chain chain -> {
                if (!chain(chain, 0, target)) {
                    say("the request fails");
                }
            }
            case ChainGroup group -> group(group.pool(), target);
        }
    }

    /**
     * Explains which target a forwarder chooses.
     *
     * @param destinations what it chooses from
     * @return the choice
     */
    public Optional<Destination> destination(Destinations destinations) {
        request = asked;
        return switch (destinations) {
            case Destinations.OfHop(var hop) -> choose(hop, 0).map(node -> node);
            case Destinations.OfGroup(var hops) -> destination(hops);
        };
    }

    private Optional<Destination> destination(Pool<HopEntry> hops) {
        Tried tried = new Tried();
        for (int i = 0; i < hops.members().size(); i++) {
            Optional<HopEntry> entry = choose(hops, 0, tried);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            Optional<Destination> node = choose(entry.get().hop(), 1).map(found -> found);
            if (node.isPresent()) {
                return node;
            }
            tried.add(entry.get());
        }
        return Optional.empty();
    }

    /**
     * Adds a line of somebody else's.
     *
     * @param text the line
     */
    public void say(String text) {
        lines.add(text);
    }

    private void group(Pool<ChainEntry> chains, Target target) {
        Tried tried = new Tried();
        for (int i = 0; i < chains.members().size(); i++) {
            Optional<ChainEntry> entry = choose(chains, 0, tried);
            if (entry.isEmpty()) {
                route("no chain of the group serves the request", List.of(), target);
                return;
            }
            if (chain(entry.get().chain(), 1, target)) {
                return;
            }
            tried.add(entry.get());
        }
        say("the request fails");
    }

    /** Whether it leads somewhere. */
    private boolean chain(Chain chain, int depth, Target target) {
        say(INDENT.repeat(depth) + "chain " + chain.name());
        List<Node> nodes = new ArrayList<>();
        for (Pool<Node> hop : chain.hops()) {
            Optional<Node> node = choose(hop, depth + 1);
            if (node.isEmpty()) {
                if (hop.members().isEmpty() && !hop.leavesOut(request)) {
                    return false;
                }
                route("the chain ends before " + hop.name(), nodes, target);
                return true;
            }
            nodes.add(node.get());
        }
        route("", nodes, target);
        return true;
    }

    private void route(String why, List<Node> nodes, Target target) {
        String reason = why.isEmpty() ? "" : " (" + why + ")";
        say(
                (nodes.isEmpty() ? "direct: " : "route: ")
                        + new Route(nodes).describe(target)
                        + reason);
    }

    private <C extends Member> Optional<C> choose(Pool<C> pool, int depth) {
        return choose(pool, depth, new Tried());
    }

    private <C extends Member> Optional<C> choose(Pool<C> pool, int depth, Tried tried) {
        String margin = INDENT.repeat(depth);
        say(margin + pool.name() + ": " + selections.apply(pool));
        if (pool.leavesOut(request)) {
            say(margin + INDENT + "left out: its bypass contains " + request.target());
            return Optional.empty();
        }
        for (C member : pool.members()) {
            say(margin + INDENT + describe(member));
        }
        try {
            Optional<C> chosen = pool.select(request, tried);
            say(margin + INDENT + "→ " + chosen.map(RouteExplanation::label).orElse("nobody"));
            return chosen;
        } catch (GostException e) {
            say(margin + INDENT + "→ nobody: " + e.getMessage());
            return Optional.empty();
        }
    }

    private String describe(Member member) {
        String refusal = member.terms().refusal(request);
        StringBuilder text = new StringBuilder(label(member));
        var traits = member.standing().traits();
        if (traits.weight() != 1) {
            text.append(", weight ").append(traits.weight());
        }
        if (traits.priority() != 0) {
            text.append(", priority ").append(traits.priority());
        }
        if (traits.backup()) {
            text.append(", backup");
        }
        return text.append(refusal.isEmpty() ? ": candidate" : ": left out, " + refusal).toString();
    }

    private static String label(Member member) {
        return member.address().isEmpty() ? member.name() : member.name() + "@" + member.address();
    }
}
