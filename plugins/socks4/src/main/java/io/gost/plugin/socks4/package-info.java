/**
 * SOCKS4 and SOCKS4a: a handler for clients and a connector to proxies.
 *
 * <p>The protocol is one request and one reply, so each side has one phase, a pipeline handler that
 * removes itself: {@link io.gost.plugin.socks4.RequestPhase} reads a client's request, {@link
 * io.gost.plugin.socks4.ConnectPhase} asks a proxy for a target. Both consume their own message and
 * not one byte more, so what a hasty client or a server that speaks first sends behind it stays on
 * the channel.
 */
package io.gost.plugin.socks4;
