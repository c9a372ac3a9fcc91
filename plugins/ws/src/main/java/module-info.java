/**
 * WebSocket as a listener and as a dialer. A library plugin, too: others put layers of their own on
 * its transports.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.ws {
    requires transitive io.gost.spi;

    exports io.gost.plugin.ws; // to plugins such as mws

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.ws.WsDialerProvider, // "ws"
            io.gost.plugin.ws.WssDialerProvider; // "wss"
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.ws.WsListenerProvider, // "ws"
            io.gost.plugin.ws.WssListenerProvider; // "wss"
}
