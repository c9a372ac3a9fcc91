/** Selection strategy {@code prefer}. */
@org.jspecify.annotations.NullMarked
module com.example.prefer {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            com.example.prefer.PreferStrategyProvider; // "prefer"
}
