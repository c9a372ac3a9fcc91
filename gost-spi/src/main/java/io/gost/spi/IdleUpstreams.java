package io.gost.spi;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;

import org.jspecify.annotations.Nullable;

/** Upstream connections that a handler keeps open between the requests of one client. */
@ImplementedByPlugin
@FunctionalInterface
public interface IdleUpstreams {
    /** For callers that keep no connections open. */
    IdleUpstreams NONE = _ -> null;

    /**
     * The route of an upstream channel, set by the runtime on every channel that {@link
     * Session#connect(Target, IdleUpstreams)} gives to a caller with idle connections of its own:
     * two channels with equal routes lead through the same nodes to the same target.
     */
    AttributeKey<String> ROUTE = AttributeKey.valueOf(IdleUpstreams.class, "route");

    /**
     * Gives up an idle connection over a route.
     *
     * @param route the route the runtime chose for the new request
     * @return an active channel, parked, now owned by the runtime, which hands it back through the
     *     stage of {@link Session#connect}; {@code null} when there is none
     */
    @Nullable Channel take(String route);
}
