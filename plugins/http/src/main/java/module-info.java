/** The http plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.http {
    requires io.gost.spi;
}
