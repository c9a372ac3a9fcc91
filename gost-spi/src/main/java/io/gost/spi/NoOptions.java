package io.gost.spi;

/** The options of a plugin that has no keys. */
public record NoOptions() {
    /** The one value. */
    public static final NoOptions NONE = new NoOptions();
}
