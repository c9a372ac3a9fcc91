/** SOCKS5, client and server side. */
@SuppressWarnings("module") // the digit belongs to the protocol's name
@org.jspecify.annotations.NullMarked
module io.gost.plugin.socks5 {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.socks5.Socks5HandlerProvider; // "socks5", "socks"
    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.socks5.Socks5ConnectorProvider; // "socks5", "socks"
}
