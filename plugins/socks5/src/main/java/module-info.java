/** The socks5 plugin. */
@SuppressWarnings("module") // the digit belongs to the protocol's name
@org.jspecify.annotations.NullMarked
module io.gost.plugin.socks5 {
    requires io.gost.spi;
}
