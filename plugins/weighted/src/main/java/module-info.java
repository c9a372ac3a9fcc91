/** The weighted plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.weighted {
    requires io.gost.spi;
}
