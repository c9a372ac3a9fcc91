/** GOST's relay protocol, client and server side. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.relay {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.relay.RelayHandlerProvider; // "relay"
    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.relay.RelayConnectorProvider; // "relay"
}
