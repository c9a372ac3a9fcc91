/**
 * UDP: datagrams of many peers on one socket, and datagrams to one node.
 *
 * <p>There are no connections in UDP, so the listener makes them up: each address that datagrams
 * come from gets a channel of its own ({@link io.gost.spi.support.PeerChannels}), which begins with
 * the peer's first datagram and ends when nothing was sent either way for the time to live.
 *
 * <p>The dialer gives a channel to the node, from this host or through the nodes before it. Nothing
 * is sent to make it.
 */
package io.gost.plugin.udp;
