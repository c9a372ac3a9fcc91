/**
 * Help for implementers of the contracts in {@link io.gost.spi}; no contracts of its own.
 *
 * <p>To write a protocol phase, extend {@link io.gost.spi.support.HandshakePhase}. To write a
 * transport that is TCP with layers, implement {@link io.gost.spi.support.StreamTransport}. To
 * carry many connections over one, or connections over something that is no connection, extend
 * {@link io.gost.spi.support.VirtualChannel}. Keys that many protocols have in common are read by
 * {@link io.gost.spi.support.SharedKeys}. Strategies share {@link
 * io.gost.spi.support.RendezvousHash}, and the runtime measures with {@link
 * io.gost.spi.support.PeakLatency}.
 */
package io.gost.spi.support;
