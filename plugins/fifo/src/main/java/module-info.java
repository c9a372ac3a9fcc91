/** The fifo plugin. */
@org.jspecify.annotations.NullMarked
module io.gost.plugin.fifo {
    requires io.gost.spi;
}
