/**
 * Several candidates at once: the runtime connects to all of them and shakes hands, the first that
 * is ready serves the request, and the connections to the others are closed.
 *
 * <p>GOST races the connecting only, so that a node that accepts and then says nothing wins; here a
 * node has won when its handshakes are done. Where candidates cannot race, because they are whole
 * chains or hops, the strategy takes turns, as GOST does there.
 */
package io.gost.plugin.parallel;
