package io.gost.spi;

/**
 * A dialer that keeps sessions open and carries many connections over each of them.
 *
 * <p>Its {@link #dial} is called for every position in a route: everything before the node becomes
 * the way {@link DialRequest#open} takes, and a reused session does not walk it again.
 */
@ImplementedByPlugin
public interface MultiplexingDialer extends Dialer {}
