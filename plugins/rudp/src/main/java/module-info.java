/**
 * Remote port forwarding for UDP, as a listener.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.rudp {
    requires io.gost.spi;

    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.rudp.RudpListenerProvider; // rudp
}
