/**
 * UDP, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.udp {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.udp.UdpDialerProvider; // udp
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.udp.UdpListenerProvider; // udp
}
