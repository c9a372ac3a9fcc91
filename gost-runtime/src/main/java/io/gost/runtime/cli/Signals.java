package io.gost.runtime.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system.
 *
 * <p>Only {@code sun.misc.Signal} of {@code jdk.unsupported} hears of SIGHUP, or of a second
 * SIGTERM. It is called by reflection because javac warns of its use in a way that cannot be
 * silenced; nobody else uses it.
 */
public final class Signals {
    private Signals() {}

    /**
     * Has something done each time a signal comes, on a thread of its own, instead of what the JVM
     * does by itself. A signal that was ignored when the process was started stays ignored, as
     * background jobs of a shell want it ({@link InheritedSignals} makes an exception); one that
     * the system does not have never comes.
     *
     * @param name {@code INT}, {@code TERM} or {@code HUP}
     * @param action what is done
     */
    public static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling =
                    Proxy.newProxyInstance(
                            handler.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            action.run();
                                            yield null;
                                        }
                                        case "equals" -> proxy == arguments[0];
                                        case "hashCode" -> name.hashCode();
                                        default -> "what is done on SIG" + name;
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
        } catch (InvocationTargetException _) {
            // Windows has no SIGHUP, and -Xrs leaves all of them to the system.
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Signal is not what it was", e);
        }
    }

    /**
     * Sends this process a signal.
     *
     * @param name as of {@link #on}; one that the system does not have is not sent
     */
    public static void raise(String name) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            signal.getMethod("raise", signal)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name));
        } catch (InvocationTargetException _) {
            // As above.
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("sun.misc.Signal is not what it was", e);
        }
    }
}
