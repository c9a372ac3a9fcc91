/** The rand plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.rand {
    requires io.gost.spi;
}
