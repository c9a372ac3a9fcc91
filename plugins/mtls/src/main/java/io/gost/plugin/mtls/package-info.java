/**
 * Many streams over one TLS connection: a multiplexer inside TLS.
 *
 * <p>Phases of a connection: TCP connects; the TLS handshake, once for all streams; then the
 * multiplexer's frames. {@link io.gost.spi.support.MultiplexedTransport} makes listener and dialer
 * of the layers.
 */
package io.gost.plugin.mtls;
