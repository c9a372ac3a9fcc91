/**
 * A node that is no node, for hops in which some targets shall be reached through a proxy and
 * others from here, or not at all.
 *
 * <p>The dialer makes no connection: what stands for the transport is a channel on which both
 * directions have ended. The connector ignores it and opens the target from this host, with the
 * node's interface and mark, or, with {@code action: reject}, hands out another dead channel as if
 * the target were there and had nothing to say.
 */
package io.gost.plugin.direct;
