/**
 * SOCKS5 (RFC 1928) with user names and passwords (RFC 1929): a handler for clients and a connector
 * to proxies.
 *
 * <p>Phases of a client's connection, each a pipeline handler that removes itself: {@link
 * io.gost.plugin.socks5.GreetingPhase} chooses a method, TLS begins if that method is one of
 * GOST's, {@link io.gost.plugin.socks5.LoginPhase} reads the credentials if that method asks for
 * them, {@link io.gost.plugin.socks5.RequestPhase} reads the command. For BIND, {@link
 * io.gost.plugin.socks5.AcceptPhase} then watches the client while its visitor is awaited.
 *
 * <p>Phases of a connection to a proxy: {@link io.gost.plugin.socks5.OfferPhase} offers methods,
 * TLS begins if one of GOST's was chosen, and {@link io.gost.plugin.socks5.CredentialsPhase} logs
 * in, once per connection; {@link io.gost.plugin.socks5.CommandPhase} asks for the target.
 *
 * <p>Datagrams travel beside the connection ({@link io.gost.plugin.socks5.ClientDatagrams} on the
 * server's, {@link io.gost.plugin.socks5.RelayedDatagrams} on the client's side) or in GOST's
 * frames on it. {@link io.gost.plugin.socks5.MuxBind} is what many visitors of a bound port arrive
 * through.
 *
 * <p>Every phase consumes its own message and not one byte more, so what a hasty client or a server
 * that speaks first sends behind it stays on the channel.
 */
package io.gost.plugin.socks5;
