/**
 * Remote port forwarding for TCP, as a listener.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.rtcp {
    requires io.gost.spi;

    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.rtcp.RtcpListenerProvider; // rtcp
}
