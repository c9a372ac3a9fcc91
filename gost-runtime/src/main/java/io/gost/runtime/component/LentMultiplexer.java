package io.gost.runtime.component;

import io.gost.spi.GostException;
import io.gost.spi.Multiplexer;
import io.gost.spi.PluginContext;

/** Makes the multiplexer of an object, when the object asks for it. */
@FunctionalInterface
public interface LentMultiplexer {
    /**
     * Makes the multiplexer.
     *
     * @param version what an absent {@code mux.version} means
     * @param context the object's
     * @return the multiplexer
     * @throws GostException of category {@code CONFIG} when the metadata names one that no plugin
     *     provides, and {@code PLUGIN} when they name none and the usual one is not installed: an
     *     object that only sometimes multiplexes can do without it
     */
    Multiplexer create(int version, PluginContext context);
}
