/**
 * QUIC: many streams over one encrypted UDP association, as a listener and as a dialer.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.quic {
    requires io.gost.spi;
    requires io.netty.codec.classes.quic;
    requires io.netty.handler; // the codec's TLS contexts are of its kind
    requires static io.netty.codec.quic.linux.x86_64; // its library travels with this plugin
    requires static io.netty
            .transport
            .classes
            .epoll; // segmentation by the kernel, if there is epoll
    requires static io.netty.transport.unix.common;

    provides io.gost.spi.DialerProvider with
            io.gost.plugin.quic.QuicDialerProvider; // "quic"
    provides io.gost.spi.ListenerProvider with
            io.gost.plugin.quic.QuicListenerProvider; // "quic"
}
