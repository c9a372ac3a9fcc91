/**
 * Many streams over one WebSocket.
 *
 * <p>A connection is one of plugin {@code ws}, with the multiplexer that {@code mux.type} names on
 * top. A dialer shares it among its requests; a listener accepts its streams.
 */
package io.gost.plugin.mws;
