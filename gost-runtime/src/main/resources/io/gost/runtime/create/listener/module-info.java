/** Listener {@code sample}. */
@org.jspecify.annotations.NullMarked
module com.example.sample {
    requires io.gost.spi;

    provides io.gost.spi.ListenerProvider with
            com.example.sample.SampleListenerProvider; // "sample"
}
