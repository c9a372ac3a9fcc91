/** Dialer {@code sample}. */
@org.jspecify.annotations.NullMarked
module com.example.sample {
    requires io.gost.spi;

    provides io.gost.spi.DialerProvider with
            com.example.sample.SampleDialerProvider; // "sample"
}
