package io.gost.spi;

import org.slf4j.Logger;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * What the runtime lends to every plugin object. A plugin starts no threads, opens no sockets and
 * reads no system properties of its own: everything it needs comes from here or from a {@link
 * Session}.
 *
 * <p><b>Threads.</b> All methods may be called from any thread and none blocks.
 */
@ProvidedByHost
public interface PluginContext {
    /**
     * The name of the service, node or selector this object belongs to.
     *
     * @return the name, possibly empty
     */
    String name();

    /**
     * Where the object stands in the configuration, for messages.
     *
     * @return a path such as {@code services[0].handler}
     */
    String path();

    /**
     * A logger that carries the object's fields (service, handler, listener …). The runtime logs
     * the standard events of a connection itself; a plugin logs what only it knows.
     *
     * @return the logger
     */
    Logger logger();

    /**
     * Wall-clock time.
     *
     * @return the clock; a test's clock in tests
     */
    InstantSource clock();

    /**
     * Runs work that blocks (a file, a blocking library) on a virtual thread.
     *
     * @param <T> the result's type
     * @param work the work; interrupted when the runtime stops
     * @return the result, completed on that virtual thread; fails with what the work threw
     */
    <T> CompletionStage<T> blocking(Callable<T> work);
}
