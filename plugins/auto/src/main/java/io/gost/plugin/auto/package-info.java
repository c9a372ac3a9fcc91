/**
 * One port for several proxy protocols.
 *
 * <p>A connection has one phase here, {@link io.gost.plugin.auto.FirstBytes}, which looks at one to
 * three bytes, leaves them where they are and parks the channel again. Then another handler takes
 * over, as if the client had come straight to it: {@code socks4}, {@code socks5} or {@code http}
 * with this service's metadata, or, for raw TLS, {@link io.gost.plugin.auto.TlsPassThrough}, which
 * reads the server name from the ClientHello and relays to that host.
 *
 * <p>To teach it a protocol: a constant in {@link io.gost.plugin.auto.Protocol}, and the first
 * bytes that tell it from HTTP.
 */
package io.gost.plugin.auto;
