package io.gost.runtime.log;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;

/**
 * A log file that is put aside for a new one before it would grow too large. Lines stay whole.
 *
 * <p>Files put aside are deleted and compressed by a thread of its own, so that nobody waits.
 *
 * <p><b>Threads.</b> One writes.
 */
final class RotatingFile extends OutputStream {
    private static final Set<StandardOpenOption> NEW =
            EnumSet.of(
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING);
    private static final Set<PosixFilePermission> OWN =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final LogRotation rotation;
    private final Backups backups;
    private final Object tidying = new Object();
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private @Nullable OutputStream out;
    private long size;
    private boolean fresh = true;
    private boolean skipping;

    private RotatingFile(Path file, LogRotation rotation, InstantSource clock) {
        this.file = file;
        this.rotation = rotation;
        this.backups = new Backups(file, rotation, clock);
    }

    /**
     * Opens a file to append to.
     *
     * @param file its directory exists
     * @throws IOException when it cannot be written
     */
    static RotatingFile open(Path file, LogRotation rotation, InstantSource clock)
            throws IOException {
        RotatingFile rotating = new RotatingFile(file.toAbsolutePath(), rotation, clock);
        OutputStream _ = rotating.append();
        rotating.tidy();
        return rotating;
    }

    /** Makes a file with the mode of another one, or for the owner alone if that is not there. */
    static OutputStream create(Path file, Path like) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return Files.newOutputStream(file);
        }
        Set<PosixFilePermission> mode =
                Files.exists(like) ? Files.getPosixFilePermissions(like) : OWN;
        FileAttribute<?> attribute = PosixFilePermissions.asFileAttribute(mode);
        return Channels.newOutputStream(Files.newByteChannel(file, NEW, attribute));
    }

    private OutputStream append() throws IOException {
        boolean exists = Files.exists(file);
        OutputStream open = exists ? new FileOutputStream(file.toFile(), true) : create(file, file);
        size = exists ? Files.size(file) : 0;
        out = open;
        return open;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        int begin = offset;
        try {
            int lines = lastLineEnd(bytes, offset, end) - offset;
            boolean asOne = beginning.size() == 0 && !skipping && !fresh;
            if (asOne && lines > 0 && size + lines <= rotation.maxSize()) {
                line(bytes, offset, lines);
                begin = offset + lines;
            }
            for (int i = begin; i < end; i++) {
                if (bytes[i] == '\n') {
                    take(bytes, begin, i + 1 - begin);
                    begin = i + 1;
                }
            }
        } catch (IOException e) {
            beginning.reset();
            skipping = bytes[end - 1] != '\n'; // the rest of this line is no use
            throw e;
        }
        if (!skipping) {
            beginning.write(bytes, begin, end - begin);
        }
    }

    private static int lastLineEnd(byte[] bytes, int offset, int end) {
        for (int i = end; i > offset; i--) {
            if (bytes[i - 1] == '\n') {
                return i;
            }
        }
        return offset;
    }

    private void take(byte[] bytes, int offset, int length) throws IOException {
        if (skipping) {
            skipping = false;
        } else if (beginning.size() == 0) {
            line(bytes, offset, length);
        } else {
            beginning.write(bytes, offset, length);
            byte[] whole = beginning.toByteArray();
            beginning.reset();
            line(whole, 0, whole.length);
        }
    }

    private void line(byte[] bytes, int offset, int length) throws IOException {
        long max = rotation.maxSize();
        if (length > max) {
            throw new IOException("a line of " + length + " bytes is longer than a file may be");
        }
        boolean full = size + length > max || (fresh && size > 0 && size + length == max);
        fresh = false;
        if (full) {
            rotate();
        }
        OutputStream open = out;
        if (open == null) {
            open = append(); // the last attempt to open it has failed
        }
        open.write(bytes, offset, length);
        size += length;
    }

    private void rotate() throws IOException {
        close();
        Path aside = backups.next();
        if (Files.exists(file)) {
            Files.move(file, aside);
        }
        out = create(file, aside);
        size = 0;
        tidy();
    }

    /** In the background; what cannot be done now is tried again at the next rotation. */
    private void tidy() {
        Thread.ofVirtual()
                .name("gost-log-backups")
                .start(
                        () -> {
                            synchronized (tidying) {
                                try {
                                    backups.tidy();
                                } catch (IOException e) {
                                    Logs.logger("")
                                            .warn(
                                                    "old files of the log {} are left as they are:"
                                                            + " {}",
                                                    file,
                                                    e.toString());
                                }
                            }
                        });
    }

    @Override
    public void close() throws IOException {
        OutputStream open = out;
        out = null;
        if (open != null) {
            open.close();
        }
    }
}
