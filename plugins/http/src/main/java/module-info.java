/**
 * HTTP/1.1 proxy: CONNECT tunnels and forwarded requests on the server side, CONNECT on the client
 * side.
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.http {
    requires io.gost.spi;
    requires io.netty.codec.compression; // gzip
    requires io.netty.codec.http; // reason phrases
    requires io.netty.handler; // TLS to a decoy's web server

    provides io.gost.spi.ConnectorProvider with
            io.gost.plugin.http.HttpConnectorProvider; // "http"
    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.http.HttpHandlerProvider; // "http"
}
