/** The auto plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.auto {
    requires io.gost.spi;
}
