package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * An open output.
 *
 * @param stream where lines go; a standard stream is not ours to close
 * @param isFile whether the stream is a file of ours
 * @param problem why this is not the output that was asked for, or {@code null} if it is
 */
record LogOutput(OutputStream stream, boolean isFile, @Nullable String problem) {
    static LogOutput open(String output) {
        return open(output, null);
    }

    static LogOutput open(String output, @Nullable LogRotation rotation) {
        return switch (output) {
            case "", "stderr" -> stderr(null);
            case "stdout" -> new LogOutput(new FileOutputStream(FileDescriptor.out), false, null);
            default -> openFile(output, rotation);
        };
    }

    static OutputStream stderr() {
        return new FileOutputStream(FileDescriptor.err);
    }

    private static LogOutput stderr(@Nullable String problem) {
        return new LogOutput(stderr(), false, problem);
    }

    private static LogOutput openFile(String name, @Nullable LogRotation rotation) {
        try {
            Path directory = Path.of(name).toAbsolutePath().getParent();
            if (directory != null && !Files.isDirectory(directory)) {
                Files.createDirectories(directory);
            }
            OutputStream file =
                    rotation == null
                            ? new FileOutputStream(name, true)
                            : RotatingFile.open(Path.of(name), rotation, InstantSource.system());
            return new LogOutput(file, true, null);
        } catch (IOException | RuntimeException e) { // bad paths are unchecked exceptions
            return stderr("log output " + name + " cannot be opened (" + e + "), using stderr");
        }
    }

    void close() throws IOException {
        if (isFile) {
            stream.close();
        }
    }
}
