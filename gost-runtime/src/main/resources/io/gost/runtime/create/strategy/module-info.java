/** Selection strategy {@code sample}. */
@org.jspecify.annotations.NullMarked
module com.example.sample {
    requires io.gost.spi;

    provides io.gost.spi.SelectionStrategyProvider with
            com.example.sample.SampleStrategyProvider; // "sample"
}
