/**
 * Many streams over one TCP connection, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.mtcp {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.mtcp.MtcpDialerProvider; // mtcp
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.mtcp.MtcpListenerProvider; // mtcp
}
