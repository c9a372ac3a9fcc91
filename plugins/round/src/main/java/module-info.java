/** The round plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.round {
    requires io.gost.spi;
}
