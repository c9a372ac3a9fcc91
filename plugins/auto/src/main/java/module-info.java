/**
 * One port for several proxy protocols: finds out what a client speaks and hands it to the handler
 * of that protocol.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.auto {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            io.gost.plugin.auto.AutoProvider; // auto
}
