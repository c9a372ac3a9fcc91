/**
 * Selection strategy {@code lowestlatency}, {@code lowest} and {@code ll}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.lowestlatency {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.lowestlatency.LowestLatencyProvider; // lowestlatency, lowest, ll
}
