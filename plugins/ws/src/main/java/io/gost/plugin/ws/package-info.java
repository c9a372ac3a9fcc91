/**
 * WebSocket (RFC 6455) as a transport: a stream of bytes in binary messages.
 *
 * <p><b>A connection.</b>
 *
 * <ol>
 *   <li>{@link io.gost.plugin.ws.WsTransport} takes a raw channel; {@code wss} puts TLS on it
 *       first.
 *   <li>{@link io.gost.plugin.ws.ClientHandshake} asks for the upgrade, {@link
 *       io.gost.plugin.ws.ServerHandshake} answers, and what is not an upgrade gets the reply of a
 *       web server.
 *   <li>Both leave a {@link io.gost.plugin.ws.FrameCodec} behind: {@link
 *       io.gost.plugin.ws.FrameReader} takes frames and masks off in place, {@link
 *       io.gost.plugin.ws.FrameWriter} puts them on. Where both sides want it, {@link
 *       io.gost.plugin.ws.PerMessageDeflate} comes after it, and on clients that ping, {@link
 *       io.gost.plugin.ws.KeepAlive} before it.
 * </ol>
 *
 * <p>There is no WebSocket codec of Netty's here: it makes an object of every frame and collects
 * its payload, and a tunnel has no use for either.
 */
package io.gost.plugin.ws;
