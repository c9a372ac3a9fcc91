/**
 * Selection strategy {@code leastconn}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.leastconn {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.leastconn.LeastConnProvider; // leastconn
}
