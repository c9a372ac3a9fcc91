/**
 * Many streams over one TLS connection, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.mtls {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.mtls.MtlsDialerProvider; // mtls
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.mtls.MtlsListenerProvider; // mtls
}
