/**
 * Selection strategy {@code parallel}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.parallel {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.parallel.ParallelProvider; // parallel
}
