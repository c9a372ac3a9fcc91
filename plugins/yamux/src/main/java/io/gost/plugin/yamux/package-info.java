/**
 * yamux: many streams over one connection, in frames of 12 bytes and a payload.
 *
 * <p>A session has no handshake: a stream begins with a window update that carries SYN, and data
 * may follow at once; the other side answers with ACK. Each direction of a stream has a window and
 * an end of its own: FIN is a half-close, RST the end of both. Pings are answered.
 *
 * <p>{@link io.gost.plugin.yamux.YamuxSession} reads and writes the frames, {@link
 * io.gost.plugin.yamux.YamuxStream} keeps a stream's windows. Turns, buffers and the end of a
 * session are {@link io.gost.spi.support.CarrierSession}'s.
 */
package io.gost.plugin.yamux;
