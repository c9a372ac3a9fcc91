/** Handler {@code tunnel}. */
@org.jspecify.annotations.NullMarked
module com.example.tunnel {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            com.example.tunnel.TunnelHandlerProvider; // "tunnel"
}
