/**
 * A node that is no node: the connection to the target is made from this host, or refused.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.direct {
    requires io.gost.spi;

    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.direct.DirectConnectorProvider; // direct, virtual
    provides io.gost.spi.DialerProvider with
            io.gost.plugin.direct.DirectDialerProvider; // direct, virtual
}
