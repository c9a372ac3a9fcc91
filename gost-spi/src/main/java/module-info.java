/**
 * Contracts between the runtime and its plugins.
 *
 * @since 1.0
 */
@org.jspecify.annotations.NullMarked
module io.gost.spi {
    requires static transitive org.jspecify;
    requires transitive io.netty.buffer; // Netty's own requires are not transitive:
    requires transitive io.netty.common; // whoever shows Channel, ByteBuf or Future
    requires transitive io.netty.transport; // in a signature must pass all three on
    requires io.netty.codec;
    requires org.slf4j;
}
