/**
 * Selection strategy {@code fifo} and {@code ha}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.fifo {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.fifo.FifoProvider; // fifo, ha
}
