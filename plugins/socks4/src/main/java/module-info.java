/** The socks4 plugin. */
@SuppressWarnings("module") // the digit belongs to the protocol's name
@org.jspecify.annotations.NullMarked
module io.gost.plugin.socks4 {
    requires io.gost.spi;
}
