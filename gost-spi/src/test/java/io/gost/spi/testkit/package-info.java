/**
 * The contract kit: what a plugin owes the runtime, as JUnit interfaces, and the small network they
 * run on.
 *
 * <p>To test a plugin, implement the contract of each kind it provides and name the other side of
 * the conversation. Nothing else is needed:
 *
 * <pre>{@code
 * final class Socks5ContractTest implements HandlerContract, ConnectorContract {
 *     @Override
 *     public HandlerProvider<?> handlerProvider() {
 *         return new Socks5HandlerProvider();
 *     }
 *
 *     @Override
 *     public ConnectorProvider<?> connectorProvider() {
 *         return new Socks5ConnectorProvider();
 *     }
 *
 *     @Override
 *     public ClientSide clientSide() {
 *         return ClientSide.of(connectorProvider());
 *     }
 *
 *     @Override
 *     public NodeSide nodeSide() {
 *         return NodeSide.of(handlerProvider());
 *     }
 * }
 * }</pre>
 *
 * <p>{@link io.gost.spi.testkit.HandlerContract}, {@link io.gost.spi.testkit.ConnectorContract},
 * {@link io.gost.spi.testkit.TransportContract} (listener and dialer; {@link
 * io.gost.spi.testkit.ListenerContract} and {@link io.gost.spi.testkit.DialerContract} for one of
 * them), {@link io.gost.spi.testkit.DatagramContract}, {@link
 * io.gost.spi.testkit.MultiplexerContract} and {@link io.gost.spi.testkit.StrategyContract} are the
 * contracts. A plugin that lacks an ability by design says so with {@link
 * io.gost.spi.testkit.Contract#without}.
 *
 * <p>For tests of a plugin's options: {@link io.gost.spi.testkit.DeclaredKeys}; {@link
 * io.gost.spi.testkit.ReadmeContract} writes the key tables of its README and keeps them true. For
 * tests of a plugin's own behaviour: {@link io.gost.spi.testkit.TestNetwork} gives event loops,
 * loopback servers and sockets, {@link io.gost.spi.testkit.TestService} runs a handler behind a
 * real socket, {@link io.gost.spi.testkit.TestRouter} says what is behind each target. Everything
 * is on the loopback and on port 0, everything waits with a deadline, and {@link
 * io.gost.spi.testkit.TestNetwork#close} fails the test when a channel, a buffer or a thread is
 * left, an event loop was blocked, or an exception fell off the end of a pipeline.
 */
package io.gost.spi.testkit;
