package io.gost.runtime.trim;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Writes a tar file that holds nothing of the machine it is made on: one time for all, everything
 * belongs to root, directories in the order of their names. The same tree gives the same bytes.
 */
final class LayerWriter implements Closeable {
    private static final int DIRECTORY = 0755;
    private static final int PROGRAM = 0755;
    private static final int FILE = 0644;

    private final TarArchiveOutputStream tar;
    private final FileTime time;
    private final Set<String> directories = new HashSet<>();

    LayerWriter(OutputStream to, FileTime time) {
        tar = new TarArchiveOutputStream(to, UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        this.time = time;
    }

    void directory(String name, int mode) throws IOException {
        if (directories.add(name)) {
            parents(name);
            put(new TarArchiveEntry(name + "/"), mode, 0);
            tar.closeArchiveEntry();
        }
    }

    void text(String name, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        parents(name);
        put(new TarArchiveEntry(name), FILE, bytes.length);
        tar.write(bytes);
        tar.closeArchiveEntry();
    }

    /** A symbolic link is followed. */
    void file(String name, Path content) throws IOException {
        parents(name);
        put(
                new TarArchiveEntry(name),
                Files.isExecutable(content) ? PROGRAM : FILE,
                Files.size(content));
        Files.copy(content, tar);
        tar.closeArchiveEntry();
    }

    /** Adds a directory as it is, symbolic links included, without what is not wanted. */
    void tree(String name, Path root, Predicate<Path> wanted) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(
                root,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes a)
                            throws IOException {
                        if (!wanted.test(directory)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        found.add(directory);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes a) {
                        found.add(file);
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(Comparator.comparing(Path::toString));
        for (Path each : found) {
            String path = each.equals(root) ? name : name + "/" + root.relativize(each);
            if (Files.isSymbolicLink(each)) {
                link(path, Files.readSymbolicLink(each).toString());
            } else if (Files.isDirectory(each)) {
                directory(path, DIRECTORY);
            } else {
                file(path, each);
            }
        }
    }

    private void link(String name, String target) throws IOException {
        TarArchiveEntry link = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        link.setLinkName(target);
        put(link, PROGRAM, 0);
        tar.closeArchiveEntry();
    }

    private void parents(String name) throws IOException {
        int end = name.lastIndexOf('/');
        if (end > 0) {
            directory(name.substring(0, end), DIRECTORY);
        }
    }

    private void put(TarArchiveEntry entry, int mode, long size) throws IOException {
        entry.setSize(size);
        entry.setMode(mode);
        entry.setIds(0, 0);
        entry.setNames("", ""); // else the name of whoever runs this
        entry.setLastModifiedTime(time);
        tar.putArchiveEntry(entry);
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
