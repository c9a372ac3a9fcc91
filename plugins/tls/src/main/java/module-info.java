/**
 * TLS over TCP, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.tls {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.tls.TlsDialerProvider; // tls
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.tls.TlsListenerProvider; // tls
}
