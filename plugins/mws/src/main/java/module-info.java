/**
 * Many streams over one WebSocket, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.mws {
    requires io.gost.plugin.ws;
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.mws.MwsDialerProvider, // "mws"
            io.gost.plugin.mws.MwssDialerProvider; // "mwss"
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.mws.MwsListenerProvider, // "mws"
            io.gost.plugin.mws.MwssListenerProvider; // "mwss"
}
