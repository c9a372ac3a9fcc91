package io.gost.distribution;

import org.junit.jupiter.api.Assumptions;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What Linux tells about a process. */
final class Proc {

    private Proc() {}

    /** Proportional set size, in bytes. */
    static long pss(Gost gost) throws IOException {
        return pss(gost.pid());
    }

    static long pss(long process) throws IOException {
        for (String line : Files.readAllLines(file(process, "smaps_rollup"))) {
            if (line.startsWith("Pss:")) {
                return Long.parseLong(line.replaceAll("\\D+", "")) * 1024;
            }
        }
        throw new IOException("no Pss in smaps_rollup");
    }

    static long sockets(Gost gost) throws IOException {
        long sockets = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(file(gost, "fd"))) {
            for (Path file : files) {
                if (isSocket(file)) {
                    sockets++;
                }
            }
        }
        return sockets;
    }

    private static boolean isSocket(Path file) throws IOException {
        try {
            return Files.readSymbolicLink(file).toString().startsWith("socket:");
        } catch (NoSuchFileException closed) {
            return false;
        }
    }

    /** Open files of all kinds, sockets included. */
    static long descriptors(Gost gost) throws IOException {
        try (Stream<Path> files = Files.list(file(gost, "fd"))) {
            return files.count();
        }
    }

    static long threads(Gost gost) throws IOException {
        try (Stream<Path> tasks = Files.list(file(gost, "task"))) {
            return tasks.count();
        }
    }

    /** Whether it has been stopped by a signal, and has noticed. */
    static boolean isStopped(Gost gost) throws IOException {
        return Files.readString(file(gost, "status")).contains("\nState:\tT");
    }

    static String maps(Gost gost) throws IOException {
        return Files.readString(file(gost, "maps"));
    }

    private static Path file(Gost gost, String name) {
        return file(gost.pid(), name);
    }

    private static Path file(long process, String name) {
        Path file = Path.of("/proc", String.valueOf(process), name);
        Assumptions.assumeTrue(Files.exists(file), file + " does not exist");
        return file;
    }
}
