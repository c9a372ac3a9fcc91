/**
 * The machine's network: event loops, sockets and name resolution.
 *
 * <p>{@link io.gost.runtime.net.Sockets} is the only class that knows which transport (epoll or
 * NIO) is in use. To support another transport, add a constant to {@link
 * io.gost.runtime.net.Transport}.
 */
package io.gost.runtime.net;
