/**
 * TLS as {@code tls:} blocks describe it: certificates and trust from files, the default
 * certificate, the rules of servers and clients, and the layer in a channel's pipeline.
 *
 * <p>BoringSSL does the work where its library is, the JDK elsewhere. Plugins see none of this but
 * {@link io.gost.spi.TlsServer} and {@link io.gost.spi.TlsClient}.
 */
package io.gost.runtime.tls;
