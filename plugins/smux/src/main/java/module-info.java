/**
 * The multiplexer smux, versions 1 and 2.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.smux {
    requires io.gost.spi;

    provides io.gost.spi.MultiplexerProvider with
            io.gost.plugin.smux.SmuxProvider; // smux
}
