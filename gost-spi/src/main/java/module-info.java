/**
 * Contracts between the runtime and its plugins.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.spi {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer; // Netty's own requires are not transitive:
    requires transitive io.netty.codec; // whoever shows Channel, ByteBuf or a decoder
    requires transitive io.netty.common; // in a signature must pass all four on
    requires transitive io.netty.transport;
    requires io.netty.transport.unix.common; // sockets as they are
    requires transitive org.slf4j;

    exports io.gost.spi;
    exports io.gost.spi.support; // help for implementers, no contracts
}
