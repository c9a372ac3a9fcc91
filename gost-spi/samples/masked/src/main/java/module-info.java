/** Listener and dialer {@code masked}. */
@org.jspecify.annotations.NullMarked
module com.example.masked {
    requires io.gost.spi;

    provides io.gost.spi.ListenerProvider with
            com.example.masked.MaskedListenerProvider; // "masked"
    provides io.gost.spi.DialerProvider with
            com.example.masked.MaskedDialerProvider; // "masked"
}
