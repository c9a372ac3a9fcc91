/**
 * QUIC version 1 (RFC 9000) on Netty's codec.
 *
 * <p>One UDP socket has a pipeline of an optional {@link io.gost.plugin.quic.DatagramCipher} and
 * the codec. Each QUIC connection is a channel of the codec's with a {@link
 * io.gost.plugin.quic.Connection} in it. Each bidirectional stream that a client opens is one
 * connection of the program's: a {@link io.gost.plugin.quic.QuicStream}, tied to the codec's own
 * stream channel by a {@link io.gost.plugin.quic.StreamCarrier}. All of them live on the socket's
 * event loop.
 *
 * <p>Phases of a stream: opened by the client without a word on the wire, so that the server hears
 * of it with the first bytes; both directions flow; each is ended by FIN; what is closed before the
 * other side has ended is read for a moment more and then stopped with STOP_SENDING.
 */
package io.gost.plugin.quic;
