/**
 * Selection strategy {@code p2c}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.p2c {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.p2c.P2cProvider; // p2c
}
