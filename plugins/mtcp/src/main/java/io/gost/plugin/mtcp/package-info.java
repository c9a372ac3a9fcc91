/**
 * Many streams over one TCP connection: a multiplexer straight on the socket.
 *
 * <p>A connection begins with the multiplexer's first frame and has no phases of its own. {@link
 * io.gost.spi.support.MultiplexedTransport} makes listener and dialer of the two.
 */
package io.gost.plugin.mtcp;
