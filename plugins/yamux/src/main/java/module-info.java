/**
 * The multiplexer yamux.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.yamux {
    requires io.gost.spi;

    provides io.gost.spi.MultiplexerProvider with
            io.gost.plugin.yamux.YamuxProvider; // yamux
}
