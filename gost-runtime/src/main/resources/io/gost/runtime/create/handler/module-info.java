/** Handler {@code sample}. */
@org.jspecify.annotations.NullMarked
module com.example.sample {
    requires io.gost.spi;

    provides io.gost.spi.HandlerProvider with
            com.example.sample.SampleHandlerProvider; // "sample"
}
