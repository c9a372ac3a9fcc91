/**
 * Plain TCP, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.tcp {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.tcp.TcpDialerProvider; // tcp
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.tcp.TcpListenerProvider; // tcp
}
