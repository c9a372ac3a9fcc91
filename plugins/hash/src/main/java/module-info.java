/** The hash plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.hash {
    requires io.gost.spi;
}
