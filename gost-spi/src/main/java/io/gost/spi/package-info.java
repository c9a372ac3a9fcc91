/**
 * The contracts between the runtime and its plugins.
 *
 * <p>Six extension points, each with a provider that reads options and makes instances:
 *
 * <table>
 * <caption>Extension points</caption>
 * <tr><th>contract<th>provider<th>does
 * <tr><td>{@link io.gost.spi.Listener}<td>{@link io.gost.spi.ListenerProvider}<td>accepts connections
 *     over a transport
 * <tr><td>{@link io.gost.spi.Handler}<td>{@link io.gost.spi.HandlerProvider}<td>speaks an application
 *     protocol with clients
 * <tr><td>{@link io.gost.spi.Dialer}<td>{@link io.gost.spi.DialerProvider}<td>opens a transport to a
 *     node
 * <tr><td>{@link io.gost.spi.Connector}<td>{@link io.gost.spi.ConnectorProvider}<td>asks a node for the
 *     next address
 * <tr><td>{@link io.gost.spi.SelectionStrategy}<td>{@link io.gost.spi.SelectionStrategyProvider}<td>picks
 *     one of several candidates
 * <tr><td>{@link io.gost.spi.Multiplexer}<td>{@link io.gost.spi.MultiplexerProvider}<td>carries many
 *     streams over one connection
 * </table>
 *
 * <p><b>The channel contract.</b>
 *
 * <ol>
 *   <li>On a stream channel the last handler sees inbound {@code ByteBuf}s and writes {@code
 *       ByteBuf}s, whatever is below. On a datagram channel one {@code ByteBuf} is one datagram of
 *       a fixed peer, or a {@link io.gost.spi.Datagram} carries its address.
 *   <li>Layers are pipeline handlers, appended after the last one; a handshake handler removes
 *       itself.
 *   <li>A channel changes hands parked: auto-read off, a {@link io.gost.spi.support.Parking} last.
 *   <li>Every call for a connection is made on its event loop and every stage completes there. No
 *       call blocks.
 *   <li>Who receives a channel owns it. Who fails after taking one closes it. Every buffer is
 *       released or passed on exactly once.
 *   <li>Back pressure is writability and auto-read, in both directions.
 *   <li>The end of input is a user event or the channel's closing; the end of output is asked for
 *       with {@link io.gost.spi.support.HalfClose#shutdownOutput}.
 *   <li>Failures are {@link io.gost.spi.GostException}s with a category.
 * </ol>
 *
 * <p>To add a plugin: one Maven module below {@code plugins}, one package, a public provider per
 * contract, a package-private options record with a static {@code read}, and the protocol itself.
 */
package io.gost.spi;
