package io.gost.spi;

/**
 * A dialer that reaches its node with datagrams, as {@link DialRequest#openDatagrams} gives them.
 *
 * <p>Its {@link #dial} is called for every position in a route: the node before it is asked for
 * datagrams to the node instead of for a stream.
 */
@ImplementedByPlugin
public interface DatagramDialer extends Dialer {}
