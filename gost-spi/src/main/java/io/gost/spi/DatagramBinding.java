package io.gost.spi;

import io.netty.channel.Channel;

import java.net.SocketAddress;

/**
 * A UDP address, here or on a proxy, that somebody else's datagrams arrive on.
 *
 * @param address the bound address, with the real port
 * @param channel a parked channel of {@link Datagram} messages; closing it frees the address
 */
public record DatagramBinding(SocketAddress address, Channel channel) {}
