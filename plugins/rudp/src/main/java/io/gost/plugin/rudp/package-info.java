/**
 * Remote port forwarding for UDP: a listener whose address is bound on the last node of a chain.
 *
 * <p>Datagrams that arrive there come here over the connection to that node, and each address they
 * come from gets a channel of its own ({@link io.gost.spi.support.PeerChannels}). When the node is
 * lost the address is bound again ({@link io.gost.spi.support.RebindingListener}). Without a chain
 * the address is bound on this host.
 */
package io.gost.plugin.rudp;
