package io.gost.plugin.tcp;

import io.gost.spi.SocketOptions;
import io.gost.spi.support.StreamTransport;

/**
 * A stream transport that adds nothing to the socket.
 *
 * @param socketOptions the options of its sockets
 */
record TcpTransport(SocketOptions socketOptions) implements StreamTransport {}
