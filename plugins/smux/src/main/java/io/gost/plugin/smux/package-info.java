/**
 * smux: many streams over one connection, in frames of 8 bytes and a payload.
 *
 * <p>A session has no handshake: the side that opens a stream sends SYN and may send data behind
 * it. Data travels in PSH frames; in version 2 the receiver grants credit with UPD. FIN ends a
 * stream; NOP is a sign of life that nobody answers.
 *
 * <p>{@link io.gost.plugin.smux.SmuxSession} reads and writes the frames, {@link
 * io.gost.plugin.smux.SmuxStream} keeps a stream's credit. Turns, buffers and the end of a session
 * are {@link io.gost.spi.support.CarrierSession}'s.
 */
package io.gost.plugin.smux;
