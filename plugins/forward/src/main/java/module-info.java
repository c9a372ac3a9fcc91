/**
 * Port forwarding: a handler that connects every client to a fixed target, and a connector for
 * nodes that are themselves the destination.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.forward {
    requires io.gost.spi;

    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.forward.ForwardConnectorProvider; // forward, tcp
    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.forward.ForwardHandlerProvider; // tcp, udp, forward, rtcp, rudp
}
