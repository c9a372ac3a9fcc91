/** SOCKS4 and SOCKS4a, client and server side. */
@SuppressWarnings("module") // the digit belongs to the protocol's name
@org.jspecify.annotations.NullMarked
module io.gost.plugin.socks4 {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.socks4.Socks4HandlerProvider; // "socks4", "socks4a"
    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.socks4.Socks4ConnectorProvider; // "socks4", "socks4a"
}
