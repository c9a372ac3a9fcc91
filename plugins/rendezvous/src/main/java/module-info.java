/**
 * Selection strategy {@code rendezvous}.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.rendezvous {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            io.gost.plugin.rendezvous.RendezvousProvider; // rendezvous
}
