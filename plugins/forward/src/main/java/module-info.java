/** The forward plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.forward {
    requires io.gost.spi;
}
