package io.gost.runtime.cli;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Signals that whoever started this process has had ignored, on Linux. The JVM leaves such signals
 * alone and then hears of none.
 */
final class InheritedSignals {
    /** The same on every architecture, signal(7). */
    private static final int SIGHUP = 1;

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String IGNORED = "SigIgn:";
    private static final int HEXADECIMAL = 16;

    private InheritedSignals() {}

    /**
     * Has SIGHUP heard of even under {@code nohup}, which would make it useless for what it means
     * here: read the configuration again. GOST, nginx and HAProxy hear of it, too.
     */
    static void heedHangUp() {
        try {
            if (isIgnored(SIGHUP)) {
                setDefault(SIGHUP);
            }
        } catch (IOException _) {
            // Another system: what is ignored there stays ignored.
        }
    }

    private static boolean isIgnored(int signal) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(IGNORED)) {
                String mask = line.substring(IGNORED.length()).strip();
                return ((Long.parseUnsignedLong(mask, HEXADECIMAL) >> (signal - 1)) & 1) == 1;
            }
        }
        return false;
    }

    @SuppressWarnings("restricted") // the launcher allows this module native access
    private static void setDefault(int signal) {
        Linker linker = Linker.nativeLinker();
        MethodHandle function =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("signal"),
                        FunctionDescriptor.of(
                                ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
        try {
            MemorySegment _ = (MemorySegment) function.invokeExact(signal, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new LinkageError("signal(2) cannot be called", e);
        }
    }
}
