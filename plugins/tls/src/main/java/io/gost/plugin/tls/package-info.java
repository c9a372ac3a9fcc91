/**
 * TLS over TCP: a stream transport with one layer.
 *
 * <p>Phases of a connection: TCP connects; the runtime's TLS, made from the {@code tls:} block,
 * does its handshake; the channel is handed on. The listener hands a connection on once its
 * handshake is done, so that port scans end here and not in a handler.
 */
package io.gost.plugin.tls;
