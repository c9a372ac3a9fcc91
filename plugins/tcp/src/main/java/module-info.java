/** The tcp plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.tcp {
    requires io.gost.spi;
}
