/** The direct plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.direct {
    requires io.gost.spi;
}
