package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.lang.StackWalker.StackFrame;
import java.util.Set;

/** Who logged a line: {@code socks5/Socks5Handler.java:42}. */
final class CallerLocation {
    private static final StackWalker STACK = StackWalker.getInstance();

    /** The classes between the statement that logs and {@link #find}. */
    private static final Set<String> LOGGING =
            Set.of(
                    "io.gost.runtime.log.CallerLocation",
                    "io.gost.runtime.log.FieldLogger",
                    "io.gost.runtime.log.LogGroup",
                    "io.gost.runtime.log.LogTarget",
                    "org.slf4j.Logger",
                    "org.slf4j.helpers.AbstractLogger",
                    "org.slf4j.spi.DefaultLoggingEventBuilder");

    private static final String LOGGING_OF_NETTY = "io.netty.util.internal.logging.";

    private CallerLocation() {}

    static @Nullable String find() {
        return STACK.walk(
                frames ->
                        frames.dropWhile(CallerLocation::isLogging)
                                .findFirst()
                                .map(CallerLocation::describe)
                                .orElse(null));
    }

    private static boolean isLogging(StackFrame frame) {
        String name = frame.getClassName();
        return LOGGING.contains(name) || name.startsWith(LOGGING_OF_NETTY);
    }

    private static String describe(StackFrame frame) {
        String name = frame.getClassName();
        String inPackage = name.substring(0, Math.max(0, name.lastIndexOf('.')));
        String directory = inPackage.substring(inPackage.lastIndexOf('.') + 1);
        String file = frame.getFileName() == null ? "?" : frame.getFileName();
        return (directory.isEmpty() ? file : directory + "/" + file) + ":" + frame.getLineNumber();
    }
}
