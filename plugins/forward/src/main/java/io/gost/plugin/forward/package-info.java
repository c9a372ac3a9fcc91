/**
 * Port forwarding.
 *
 * <p>The handler speaks no protocol. A connection has two phases: the service's forwarder picks a
 * node and the router reaches it, through the chain if there is one; then bytes are relayed, the
 * client's first ones included. Nothing is read from the client before the target is there, so
 * protocols in which the server speaks first work.
 *
 * <p>The connector is the other end of the same idea: the node is the destination, so there is
 * nothing to ask it for.
 */
package io.gost.plugin.forward;
