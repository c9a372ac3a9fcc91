/**
 * Selection strategy {@code random} and {@code rand}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.rand {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.rand.RandProvider; // random, rand
}
