/**
 * Remote port forwarding for TCP: a listener whose address is bound on the last node of a chain.
 *
 * <p>What arrives there comes here over the connection to that node, as a connection of its own
 * that knows its visitor's address. When the node is lost the address is bound again ({@link
 * io.gost.spi.support.RebindingListener}). Without a chain the address is bound on this host.
 */
package io.gost.plugin.rtcp;
