/**
 * Selection strategy {@code round} and {@code rr}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.round {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.round.RoundProvider; // round, rr
}
